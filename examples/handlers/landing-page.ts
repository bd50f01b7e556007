/** Two landing pages against each other: the experiment `landing_page` says which, in its parameter `variant`. */
import { edgeHandler } from '@statsig-edge/handler';

const PAGES = new Map([
  ['control', '/index.html'],
  ['short', '/landing/short.html'],
]);

export const handler = await edgeHandler(({ request, statsig }) => {
  // An experiment that is not asked for leaves no exposure: only those who see a landing page take part.
  if (request.uri !== '/') return request;
  const variant = statsig.getExperiment('landing_page').get('variant', 'control');
  // The parameter is whatever somebody typed into the Statsig console.
  request.uri = PAGES.get(variant) ?? '/index.html';
  return request;
});
