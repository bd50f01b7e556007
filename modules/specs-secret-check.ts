import { SECRET_HEADER } from '../handler/src/settings/specs';
import { type Expression, hcl } from './terraform/expression';

/**
 * The code of the CloudFront Function that lets a request pass only with the secret. It knows the secret's SHA-256
 * alone, so that whoever may read the function learns nothing, nor does who measures how long the comparison takes.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export function secretCheck(secret: unknown): Expression {
  const lines = [
    "const crypto = require('crypto');",
    '',
    'function handler(event) {',
    `  const header = event.request.headers['${SECRET_HEADER}'];`,
    "  const given = crypto.createHash('sha256').update(header ? header.value : '').digest('hex');",
    `  if (given === '${hcl`sha256(${secret})`}') return event.request;`,
    "  return { statusCode: 403, statusDescription: 'Forbidden' };",
    '}',
    '',
  ];
  return hcl`join("\\n", ${lines})`;
}
