import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { plain } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';
import { type ViewerRequest, viewerRequestOf } from '../support/terraform/cloudfront-function';

const SECRET = 'as-nobody-guesses-1';
const REFUSED = { statusCode: 403, statusDescription: 'Forbidden' };

/** The code as Terraform works it out. */
const code = (): string => {
  const { resource } = plain({ bucketAccess: 'cloudfront', specsSecret: { value: SECRET } });
  const written = String(only(resource, 'aws_cloudfront_function').code);
  const [, lines = ''] = /^\$\{join\("\\n", (\[.*\])\)\}$/s.exec(written) ?? [];
  const digest = createHash('sha256').update(SECRET).digest('hex');
  return JSON.parse(lines.replace(`\${sha256("${SECRET}")}`, digest)).join('\n');
};

describe('the check of the secret', () => {
  const onViewerRequest = viewerRequestOf(code());
  const asked = (headers: ViewerRequest['headers']): ViewerRequest => ({
    method: 'GET',
    uri: '/statsig-config.json',
    headers,
  });

  it('lets a request pass that has it, as it is', () => {
    const request = asked({ 'x-statsig-edge-secret': { value: SECRET } });
    expect(onViewerRequest(request)).toBe(request);
  });

  it.each<[string, ViewerRequest['headers']]>([
    ['without it', {}],
    ['with another', { 'x-statsig-edge-secret': { value: `${SECRET}2` } }],
    ['with a part of it', { 'x-statsig-edge-secret': { value: SECRET.slice(0, -1) } }],
    ['with an empty one', { 'x-statsig-edge-secret': { value: '' } }],
    ['with it elsewhere', { authorization: { value: SECRET } }],
  ])('refuses a request %s', (_, headers) => {
    expect(onViewerRequest(asked(headers))).toEqual(REFUSED);
  });

  it('does not hold the secret itself', () => {
    expect(code()).not.toContain(SECRET);
  });
});
