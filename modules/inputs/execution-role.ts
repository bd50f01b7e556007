import { isExpression } from '../terraform/expression';
import { type Inputs, matches } from './input';
import { object, text } from './type';

const ROLE_ARN = /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/.+$/;

export const executionRole = {
  existing_role: {
    // An object, because whether it is given has to be known at plan, and the ARN of a role yet to be made is not.
    type: object('ExistingRoleInput', { arn: { type: text, description: 'ARN of the role.' } }),
    description:
      'Existing role for the function. Lambda and Lambda@Edge must be allowed to assume it, and the output role_policy_json is the policy that it needs. Left out: a role is created.',
    default: null,
    rules: [
      {
        holds: (role: { arn: string }) => isExpression(role.arn) || ROLE_ARN.test(role.arn),
        hcl: (it) => `can(regex(${JSON.stringify(ROLE_ARN.source)}, ${it}.arn))`,
        message: 'The existing_role must be named by its ARN, arn:aws:iam::ACCOUNT:role/NAME.',
      },
    ],
  },
  role_name: {
    type: text,
    description: 'Name of the role. Left out: the name.',
    default: null,
    rules: [
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
      matches(
        /^[A-Za-z0-9+=,.@_-]{1,64}$/,
        'The role_name must have 1 to 64 letters, digits and characters of + = , . @ _ -.',
      ),
    ],
  },
  role_path: {
    type: text,
    description: 'IAM path of the role.',
    default: '/',
    rules: [
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
      matches(
        /^\/([!-~]+\/)?$/,
        'The role_path must begin and end with a slash: /service-roles/. The default is the slash alone.',
      ),
    ],
  },
  role_permissions_boundary: {
    type: text,
    description: 'ARN of the policy that is the permissions boundary of the role. Left out: none.',
    default: null,
    rules: [
      matches(
        /^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy\/.+$/,
        'The role_permissions_boundary must be the ARN of a policy, arn:aws:iam::ACCOUNT:policy/NAME.',
      ),
    ],
  },
  policy_json: {
    type: text,
    description:
      'JSON of an IAM policy with further permissions for the role, such as those that your own handler needs. Left out: none.',
    default: null,
    rules: [
      {
        holds: isPolicy,
        hcl: (it) => `can(jsondecode(${it}).Statement)`,
        message:
          'The policy_json must be the JSON of an IAM policy with a Statement; take it from data.aws_iam_policy_document.….json.',
      },
    ],
  },
} as const satisfies Inputs;

function isPolicy(json: string): boolean {
  try {
    return Object.hasOwn(JSON.parse(json), 'Statement');
  } catch {
    return false;
  }
}
