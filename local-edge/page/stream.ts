/** The state as Server-Sent Events, for as long as somebody looks; nothing is done where nobody does. */
import type { ServerResponse } from 'node:http';

export interface Stream {
  /** From now on this one is told what changes, beginning with what is. */
  open(response: ServerResponse): void;
  /** Something changed: it is told soon, together with what follows at once. */
  nudge(): void;
}

/** What changes by itself, such as an environment that has started, is seen within. */
const LOOK_EVERY_MS = 500;
/** Many requests at once are told together. */
const TOGETHER_MS = 50;

/** @param state as JSON */
export function stateStream(state: () => string): Stream {
  const open = new Set<ServerResponse>();
  let told = '';
  let looking: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;

  const tell = (): void => {
    soon = undefined;
    const now = state();
    if (now === told) return;
    told = now;
    for (const response of open) response.write(eventOf(now));
  };
  return {
    open: (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const now = state();
      if (open.size === 0) {
        told = now;
        looking = setInterval(tell, LOOK_EVERY_MS).unref();
      }
      open.add(response);
      response.write(eventOf(now));
      response.once('close', () => {
        open.delete(response);
        if (open.size === 0) clearInterval(looking);
      });
    },
    nudge: () => {
      if (open.size > 0 && soon === undefined) soon = setTimeout(tell, TOGETHER_MS).unref();
    },
  };
}

function eventOf(json: string): string {
  return `data: ${json}\n\n`;
}
