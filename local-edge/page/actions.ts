/** What the page's buttons do, each answered with a sentence. */
import type { LocalEdge } from '../server';
import { emptyCache, startCold } from '../start/commands';
import { MAX_ROUND_TRIP_MS } from '../start/flags';
import type { Store } from '../store';
import { type FaultName, faultNamed } from '../store/faults';
import type { Action } from './api';
import { type Body, numberIn, textIn } from './body';
import { PageError } from './page-error';
import type { Served } from './served-specs';

export interface Actors {
  edge: Pick<LocalEdge, 'coldStart' | 'invalidate' | 'place'>;
  store: Pick<Store, 'fail' | 'heal'>;
  served: Served;
  refreshSeconds: number;
}

type Act = (actors: Actors, asked: Body) => string | Promise<string>;

const ACTIONS: Readonly<Record<Action['do'], Act>> = {
  'cold-start': ({ edge }) => startCold(edge),
  invalidate: ({ edge }) => emptyCache(edge),
  fault: ({ store }, asked) => {
    const fault = textIn(asked, 'fault');
    if (fault === '') {
      store.heal();
      return 'The store answers as it should.';
    }
    store.fail(knownFault(fault));
    return `The store has the fault ${fault} from now on.`;
  },
  place: async ({ edge }, asked) => {
    const name = textIn(asked, 'region');
    const roundTripMs = numberIn(asked, 'roundTripMs', MAX_ROUND_TRIP_MS);
    if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(name)) {
      throw new PageError(`The Region is ${JSON.stringify(name)}; it takes one such as eu-west-1.`);
    }
    await edge.place({ name, roundTripMs });
    return `${name} is ${roundTripMs} ms away from the specs; its next request starts cold.`;
  },
  'specs-of-file': ({ served, refreshSeconds }) => {
    served.putBack();
    return `The bucket has the file’s specs; the function asks for them within ${refreshSeconds} seconds.`;
  },
  upload: ({ served, refreshSeconds }, asked) => {
    served.put(textIn(asked, 'specs'));
    return `The specs were uploaded; the function asks for them within ${refreshSeconds} seconds. The file stays as it is.`;
  },
};

/** @throws {PageError} for what cannot be done */
export async function act(actors: Actors, asked: Body): Promise<string> {
  const name = textIn(asked, 'do');
  if (Object.hasOwn(ACTIONS, name)) return ACTIONS[name as Action['do']](actors, asked);
  throw new PageError(
    `There is no action ${JSON.stringify(name)}. There are ${Object.keys(ACTIONS).join(', ')}.`,
  );
}

function knownFault(name: string): FaultName {
  try {
    faultNamed(name);
  } catch (error) {
    throw new PageError((error as Error).message);
  }
  return name as FaultName;
}
