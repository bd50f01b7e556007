import { type Block, renderBlocks } from '../hcl/render';
import { Verbatim } from '../hcl/value';
import { inputs, sections } from '../inputs';
import { documentedType } from './documented-type';

/** `variables.tf`: in sections, and with a comment on every attribute of an object. */
export function renderVariables(variables: readonly Block[]): string {
  return renderBlocks(
    variables.map((variable): Block => {
      const [, name = ''] = variable.header;
      const input = inputs[name];
      if (input === undefined) throw new Error(`The variable ${name} is not in modules/inputs.`);
      return {
        ...variable,
        body: {
          ...variable.body,
          type: new Verbatim(documentedType(input.type)),
        },
        section: sectionOf(name),
      };
    }),
  );
}

function sectionOf(name: string): string | undefined {
  return Object.entries(sections).find(([, members]) => name in members)?.[0];
}
