import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FindDecision } from '../../handler/src/decision';
import { rehearse } from '../../handler/src/rehearsal';
import { wantedBy } from '../../handler/src/routes';
import { ACTION_NAMES, actionDocs } from '../../handler/src/routes/actions';
import { routeDecisions } from '../../handler/src/routes/decision';
import { serve } from '../../handler/src/serve';
import { logBook } from '../support/handler/log-book';
import { startLoopback } from '../support/handler/loopback';
import { CLIENT_KEY, settingsFor } from '../support/handler/settings-for';
import { aGate, specsText } from '../support/handler/specs-text';

/** What production does with lines, requests and errors that nothing catches. */
const silent = [
  jest.spyOn(console, 'info'),
  jest.spyOn(console, 'error'),
  jest.spyOn(process.stdout, 'write'),
  jest.spyOn(globalThis, 'fetch'),
];
beforeEach(() => silent.forEach((spy) => void spy.mockClear()));
afterEach(() => silent.forEach((spy) => void expect(spy).not.toHaveBeenCalled()));

describe('a rehearsal', () => {
  it.each(ACTION_NAMES)('of a route with the action %s leaves nothing behind', async (action) => {
    const settings = settingsFor({
      routes: [{ action, ...actionDocs[action].example }],
      exposures: { mode: 'batch' },
    });
    const { log, lines } = logBook();
    await rehearse(settings, wantedBy(settings).keys, routeDecisions(settings, log));
    expect(lines).toEqual([]);
  });

  it('evaluates what will be asked for, of every kind', async () => {
    const reasons: (string | null)[] = [];
    const findDecision: FindDecision = () => ({
      route: '/',
      decide: ({ request, statsig }) => {
        reasons.push(statsig.reasonAgainstGate('g'));
        reasons.push(statsig.getExperiment('e').reason, statsig.getLayer('l').reason);
        return request;
      },
      orElse: (error) => {
        throw error;
      },
    });
    await rehearse(settingsFor(), ['gate:g', 'config:e', 'layer:l'], findDecision);
    expect(reasons).toEqual([null, null, null]);
  });

  it('for a function of one’s own does without the function', async () => {
    await expect(rehearse(settingsFor(), [], null)).resolves.toBeUndefined();
  });
});

describe('a cold start', () => {
  it('rehearses while the store is asked, once', async () => {
    const store = await startLoopback();
    const info = jest.spyOn(console, 'info').mockReturnValue();
    // The store answers when an id was made, which none but a visitor without a cookie is.
    let idIsMade = () => {};
    const made = new Promise<void>((resolve) => {
      idIsMade = resolve;
    });
    const makeId = jest.spyOn(crypto, 'randomUUID').mockImplementation(() => {
      idIsMade();
      return '2b5c4d7e-8f90-4a1b-9c2d-3e4f5a6b7c8d';
    });
    const text = specsText({ gates: [aGate('on', {})] });
    store.answerWith((_, response) => void made.then(() => response.end(text)));
    const settings = JSON.stringify({
      clientKey: CLIENT_KEY,
      specs: { url: `${store.url}/specs.json`, access: 'public' },
      routes: [{ action: 'respond', gate: 'on' }],
    });
    await serve({ settings, fallback: null });
    await made;
    expect(makeId).toHaveBeenCalledTimes(1);
    makeId.mockRestore();
    info.mockClear();
    await store.close();
  });
});
