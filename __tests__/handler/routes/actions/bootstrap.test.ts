/** What the values are is in conformance-bootstrap.test.ts. */
import { describe, expect, it } from '@jest/globals';
import { djb2 } from '../../../../handler/src/djb2';
import { decideByRoute } from '../../../support/handler/decide-by-route';
import { SPECS } from '../../../support/handler/specs-of-routes';
import type { SomeSpecs } from '../../../support/handler/specs-text';

async function answerTo(specs: SomeSpecs | null, problem: string | null = null) {
  const { outcome } = await decideByRoute([{ action: 'bootstrap' }], specs, {}, problem);
  if (outcome === null || !('status' in outcome)) throw new Error('it is no answer');
  const { status, headers, body } = outcome;
  return { status, headers, body: JSON.parse(body ?? '') };
}

const FOR_ONE_VIEWER = { 'cache-control': [{ value: 'private, no-store' }] };

describe('bootstrap', () => {
  it('answers with the values of everything that can be evaluated', async () => {
    const { gates } = SPECS;
    const { status, headers, body } = await answerTo({ gates });
    expect(status).toBe('200');
    expect(headers).toMatchObject(FOR_ONE_VIEWER);
    expect(body.feature_gates[djb2('on')]).toMatchObject({ value: true });
    expect(body.feature_gates[djb2('off')]).toMatchObject({ value: false });
    expect(body.feature_gates).not.toHaveProperty(djb2('listed'));
  });

  it('says that there is nothing to start from, and why', async () => {
    const { status, headers, body } = await answerTo(null, 'the store is down');
    expect(status).toBe('500');
    expect(headers).toMatchObject(FOR_ONE_VIEWER);
    expect(body).toEqual({ has_updates: false, error: 'the store is down' });
  });
});
