/** What the values are is in conformance-bootstrap.test.ts. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { djb2 } from '../../../../handler/src/djb2';
import { decideByRoute } from '../../../support/handler/decide-by-route';
import { SPECS } from '../../../support/handler/specs-of-routes';
import {
  aConfig,
  aGate,
  aLayer,
  passes,
  type SomeSpecs,
} from '../../../support/handler/specs-text';

async function answerTo(specs: SomeSpecs | null, names: object = {}, encoding = 'br, gzip;q=0') {
  const route = { action: 'bootstrap', ...names };
  const viewer = { headers: { 'accept-encoding': encoding } };
  const { outcome, lines } = await decideByRoute([route], specs, viewer);
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

  it('says what it leaves out because it cannot be evaluated, of what the route names', async () => {
    const { gates, configs, layers } = SPECS;
    const listed = [djb2('listed')];
    const { body } = await answerTo({ gates, configs: configs.slice(2), layers });
    expect(body.not_evaluated).toEqual({ feature_gates: listed, dynamic_configs: listed });
    const named = await answerTo({ gates, configs }, { gates: ['on', 'listed'] });
    expect(named.body.not_evaluated).toEqual({ feature_gates: listed });
    const evaluable = await answerTo({ gates, configs }, { gates: ['on'] });
    expect(evaluable.body).not.toHaveProperty('not_evaluated');
  });

  it('answers with what the route names alone, and not with what that rests on', async () => {
    const specs = {
      gates: [aGate('on', {}), aGate('other', {}), aGate('nested', { conditions: [passes('on')] })],
      configs: [aConfig('page', { returnValue: { a: 1 } }), aConfig('other', {})],
      layers: [aLayer('checkout', { b: 2 }, { configDelegate: 'page' }), aLayer('other', {})],
    };
    const whole = await answerTo(specs);
    const { body } = await answerTo(specs, { gates: ['nested'], layers: ['checkout'] });
    const [nested, checkout] = [djb2('nested'), djb2('checkout')];
    expect(body).toEqual({
      ...whole.body,
      feature_gates: { [nested]: whole.body.feature_gates[nested] },
      dynamic_configs: {},
      layer_configs: { [checkout]: whole.body.layer_configs[checkout] },
    });
    expect(body.feature_gates[nested]).toMatchObject({
      value: true,
      secondary_exposures: [{ gate: djb2('on'), gateValue: 'true' }],
    });
    expect(body.layer_configs[checkout]).toMatchObject({
      value: { a: 1 },
      allocated_experiment_name: djb2('page'),
    });
  });

  it.each(['experiments', 'configs'])('names configs as %s', async (list) => {
    const specs = { configs: [aConfig('page', { returnValue: { a: 1 } }), aConfig('other', {})] };
    const { body } = await answerTo(specs, { [list]: ['page'] });
    expect(Object.keys(body.dynamic_configs)).toEqual([djb2('page')]);
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
      {
        level: 'error',
        details: {
          route: '/*',
          reason: expect.stringMatching(/gates, experiments, configs, layers, or .*target app/),
        },
      },
    ]);
  });

  it('that is too large compressed says so as well', async () => {
    const parts = Array.from({ length: 1_000 }, (_, at) =>
      createHash('sha512').update(String(at)).digest('base64'),
    );
    const configs = [aConfig('noise', { returnValue: { parts } })];
    const { status, body, lines } = await answerTo({ configs }, {}, 'gzip');
    expect([status, body.error, lines.length]).toEqual(['500', 'too_large', 1]);
  });

  it.each([
    ['gzip, deflate, br', 400, true],
    ['br;q=1.0, GZIP ; q=0.5', 400, true],
    ['gzip', 1, false],
    ['br', 400, false],
    ['gzip;q=0.000', 400, false],
    ['x-gzip, gzipped', 400, false],
    // So much is not even tried.
    ['gzip', 5_000, false],
  ])('for a viewer who takes %s, with %i gates: compressed %p', async (accepted, count, isSo) => {
    const gates = Array.from({ length: count }, (_, at) => aGate(`gate ${at}`, {}));
    const specs = { gates };
    const headers = { 'accept-encoding': accepted };
    const { outcome } = await decideByRoute([{ action: 'bootstrap' }], specs, { headers });
    if (outcome === null || !('status' in outcome)) throw new Error('it is no answer');
    expect('content-encoding' in (outcome.headers ?? {})).toBe(isSo);
    if (!isSo) return;
    expect(outcome).toMatchObject({
      status: '200',
      headers: { 'content-encoding': [{ value: 'gzip' }], ...FOR_ONE_VIEWER },
      bodyEncoding: 'base64',
    });
    const { feature_gates } = JSON.parse(
      gunzipSync(Buffer.from(outcome.body ?? '', 'base64')).toString(),
    );
    expect(Object.keys(feature_gates)).toHaveLength(count);
  });
});
