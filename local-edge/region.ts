/** The Regions where the function runs, and which of them serves a request. */
import type { IncomingMessage } from 'node:http';
import { HOME_REGION } from './environment/variables';
import { type ErrorPage, PAGES } from './error-page';

/** On AWS the viewer's place decides; here a request says it, and the header goes no further. */
export const REGION_HEADER = 'x-local-edge-region';

export interface EdgeRegion {
  /** What the function finds in `AWS_REGION`, such as `ap-northeast-1`. */
  name: string;
  /**
   * Round trip to the servers in `hostOverrides`, in milliseconds, which the handshakes of a new connection take twice.
   * The rest of the way is the server's to simulate, as the store does with `distance: 'each-client'`. Default 0.
   */
  roundTripMs?: number;
}

const DEFAULT: readonly EdgeRegion[] = [{ name: HOME_REGION }];

/** @throws when there is none, or one twice. */
export function checkedRegions(
  regions: readonly EdgeRegion[] = DEFAULT,
): [Required<EdgeRegion>, ...Required<EdgeRegion>[]] {
  const [first, ...others] = regions.map((region) => ({ roundTripMs: 0, ...region }));
  if (first === undefined) {
    throw new Error('regions is empty: name one Region at least, or leave it out for us-east-1.');
  }
  const names = regions.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return [first, ...others];
  throw new Error(`regions has ${twice} twice: name each Region once.`);
}

/** Where the request is served; or what its viewer is told where there is no such Region. Takes the header away. */
export function takeRegion<Of extends { region: EdgeRegion }>(
  request: Pick<IncomingMessage, 'rawHeaders'>,
  replicas: readonly [Of, ...Of[]],
): Of | ErrorPage {
  const { rawHeaders } = request;
  const isChoice = (index: number) => rawHeaders[index]?.toLowerCase() === REGION_HEADER;
  const chosen = rawHeaders.filter((_, index) => index % 2 === 1 && isChoice(index - 1));
  request.rawHeaders = rawHeaders.filter((_, index) => !isChoice(index - (index % 2)));
  if (chosen.length === 0) return replicas[0];
  const text = chosen.join(', ');
  const names = replicas.map(({ region }) => region.name);
  return (
    replicas.find(({ region }) => region.name === text) ?? {
      ...PAGES.badRequest,
      text: `${REGION_HEADER} is ${JSON.stringify(text)}; this local edge has ${names.join(', ')}.`,
    }
  );
}
