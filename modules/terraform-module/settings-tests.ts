import { formatHcl } from '../hcl/format';
import { renderValue } from '../hcl/value';
import { inputs } from '../inputs';

/**
 * `tests/settings.tftest.hcl`: for every rule that comes from the handler's settings, a value that it refuses. What is
 * about several attributes together is in validations.tftest.hcl, by hand.
 */
export function renderSettingsTests(): string {
  const runs = Object.entries(inputs).flatMap(([name, { rules = [], entries }]) =>
    [
      ...rules.map((rule) => ({ ...rule, subject: `var.${name}` })),
      ...(entries?.rules ?? []).map((rule) => ({ ...rule, subject: REFUSES_ENTRIES })),
    ]
      .filter(({ refuses }) => refuses !== undefined)
      .map(({ message, refuses, subject }, index) =>
        formatHcl(
          `# ${message}\nrun "${name}_${index + 1}" {\ncommand = plan\n\nvariables {\n${name} = ${inline(refuses)}\n}\n\nexpect_failures = [${subject}]\n}\n`,
        ),
      ),
  );
  return `# Rendered from the fields of the handler's settings.\n\n${HEADER}\n${runs.join('\n')}`;
}

/** What has the checks of entries as a precondition. */
const REFUSES_ENTRIES = 'aws_lambda_function.edge';

/** No AWS, and the key that every plan needs. */
const HEADER = `mock_provider "aws" {
  source = "./tests/aws"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/aws"
}

variables {
  statsig_client_key = "client-abc"
}
`;

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, entry]) => `${name} = ${inline(entry)}`);
    return `{ ${entries.join(', ')} }`;
  }
  return renderValue(value);
}
