/** What the values are is in conformance-bootstrap.test.ts. */
import { describe, expect, it } from '@jest/globals';
import { djb2 } from '../../../../handler/src/djb2';
import { decideByRoute } from '../../../support/handler/decide-by-route';
import { SPECS } from '../../../support/handler/specs-of-routes';
import { aGate, type SomeSpecs } from '../../../support/handler/specs-text';

async function answerTo(specs: SomeSpecs | null) {
  const { outcome, lines } = await decideByRoute([{ action: 'bootstrap' }], specs, {});
  if (outcome === null || !('status' in outcome)) throw new Error('it is no answer');
  const { status, headers, body } = outcome;
  return { status, headers, body: JSON.parse(body ?? ''), lines };
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

  it('says that there is nothing to start from, in a word', async () => {
    const { status, headers, body } = await answerTo(null);
    expect(status).toBe('500');
    expect(headers).toMatchObject(FOR_ONE_VIEWER);
    expect(body).toEqual({ has_updates: false, error: 'no_specs' });
  });

  it('that is too large says so, in a word to the viewer and in the log with what to do', async () => {
    const gates = Array.from({ length: 400 }, (_, at) => aGate(`gate ${at}`, {}));
    const { status, body, lines } = await answerTo({ gates });
    expect({ status, body }).toEqual({
      status: '500',
      body: { has_updates: false, error: 'too_large' },
    });
    expect(lines).toMatchObject([
      { level: 'error', details: { route: '/*', reason: expect.stringMatching(/target app/) } },
    ]);
  });
});
