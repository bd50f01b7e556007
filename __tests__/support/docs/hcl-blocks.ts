import type { Block } from './fenced-blocks';

/** Types, in the tables of the module's README; a resource with a part left out; what tests have no mirror of. */
const NONE =
  /^\w+ = (?:object|list|map|set)\(|^resource .*\{\n +# …|terraform-aws-modules|random_/m;

export const isConfiguration = ({ language, text }: Block): boolean =>
  language === 'hcl' && !NONE.test(text);

const MODULE_BEGIN = /^module "statsig_edge" \{\n/m;
const PROVIDERS = '  providers = {\n    aws = aws\n    aws.us_east_1 = aws.us_east_1\n  }\n';

const STUB = 'resource "terraform_data" "stub" {}\n';
const AWS =
  'provider "aws" {\n  region = "us-east-1"\n}\nprovider "aws" {\n  alias = "us_east_1"\n  region = "us-east-1"\n}\n';

/**
 * What a reader makes of a part of a configuration: inputs go into the module's block, what the module needs besides is
 * added, and what the reader has elsewhere is there, without anything being known of it.
 * @param module - folder of the module.
 */
export const wholeConfiguration = (text: string, module: string): string => {
  const written = text.replaceAll('client-…', 'client-example');
  const isInputs = /^\w+ +=/m.test(written);
  const blocks = isInputs ? `module "statsig_edge" {\n${written}\n}\n` : `${written}\n`;
  const withModule = blocks
    .replace(MODULE_BEGIN, (begin) => {
      const needed: [name: string, lines: string][] = [
        ['source', `  source = ${JSON.stringify(module)}\n`],
        ['statsig_client_key', '  statsig_client_key = "client-example"\n'],
        ['providers', PROVIDERS],
      ];
      const added = needed.filter(([name]) => !new RegExp(`^ +${name} +=`, 'm').test(blocks));
      return begin + added.map(([, lines]) => lines).join('');
    })
    .replace(/^( +source +=) ".*statsig-edge.*"$/m, `$1 ${JSON.stringify(module)}`);
  // A page shows the module once, and speaks of it afterwards.
  const isModuleMissing = /module\.statsig_edge/.test(withModule) && !MODULE_BEGIN.test(withModule);
  const declared = new Set(
    [...withModule.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(
      ([, type, name]) => `${type}.${name}`,
    ),
  );
  const closed = withModule.replace(
    /(?<![\w.])((?:aws_\w+|var|local)\.\w+)(?:\.\w+)*/g,
    (reference, resource) => (declared.has(resource) ? reference : 'terraform_data.stub.output'),
  );
  return [
    isModuleMissing
      ? closed.replaceAll(/module\.statsig_edge(?:\.\w+)+/g, 'terraform_data.stub.output')
      : closed,
    STUB,
    /^provider "aws"/m.test(closed) ? '' : AWS,
  ].join('\n');
};
