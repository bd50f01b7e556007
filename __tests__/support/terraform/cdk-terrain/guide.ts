import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const GUIDE = 'docs/cdk-terrain.md';
const INSTALL = 'npm install --save-exact ';
const REWRITE = 'grep ';

/** What the guide has its reader do. The tests do just that, so that it cannot go out of date. */
export interface Guide {
  /** What takes the place of CDKTF, each as `name@version`. */
  packages: string[];
  /** The shell command that changes the sources. */
  rewrite: string;
}

const commandThatBegins = (commands: string[], beginning: string): string => {
  const command = commands.find((line) => line.startsWith(beginning));
  if (!command) throw new Error(`${GUIDE} has no command that begins with \`${beginning}\`.`);
  return command;
};

/** @throws when the guide does not have the commands any more that are looked for. */
export const readGuide = (root: string): Guide => {
  const commands = [...readFileSync(join(root, GUIDE), 'utf8').matchAll(/```sh\n(.*?)```/gs)]
    .flatMap(([, block = '']) => block.split('\n').map((line) => line.trim()))
    .filter((line) => !line.includes('--save-dev'));
  return {
    packages: commandThatBegins(commands, INSTALL).slice(INSTALL.length).trim().split(/\s+/),
    rewrite: commandThatBegins(commands, REWRITE),
  };
};
