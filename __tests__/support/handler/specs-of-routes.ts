import { aConfig, aGate, aLayer, onIdList } from './specs-text';

const LISTED = { conditions: [onIdList('l')] };

/** What the tests of actions ask for: gates that are on, off and not evaluable, and parameters of every kind. */
export const SPECS = {
  gates: [aGate('on', {}), aGate('off'), aGate('listed', LISTED)],
  configs: [
    aConfig('page', {
      returnValue: {
        path: '/v2/*',
        evil: '//evil.example',
        lines: 'a\r\nb: c',
        unicode: 'Grüße',
        number: 7,
        yes: true,
        list: [1, 'a'],
        long: 'x'.repeat(1_784),
      },
    }),
    aConfig('large', { returnValue: { text: 'ä'.repeat(20_000), small: 'ok' } }),
    aConfig('listed', LISTED),
  ],
  layers: [aLayer('layer', { headline: 'Hello' })],
};
