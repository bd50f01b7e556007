import { field, gate, rule } from '../specs';
import { readPage } from './fenced-blocks';

/** What Statsig's CDN has for the reader's key: the specs of `npm start`, and a gate that the edge cannot evaluate. */
export const exampleSpecs = (): string => {
  const specs = JSON.parse(readPage('local-edge/statsig-config.json'));
  const vips = gate('vips', [rule([field('userID', 'in_segment_list', 'vips')])]);
  return JSON.stringify({ ...specs, feature_gates: [...specs.feature_gates, vips] });
};
