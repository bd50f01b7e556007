/** What the page asks of its server. */
import type {
  About,
  Action,
  Done,
  Refused,
  RequestDetail,
  SendRequest,
  Split,
  SplitRequest,
  State,
  TypedVisitor,
  Values,
} from '../api';

const BASE = '/__edge';

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(
    BASE + path,
    body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  );
  const answer = (await response.json()) as Answer | Refused;
  if (!response.ok) throw new Error((answer as Refused).error);
  return answer as Answer;
}

export const about = () => ask<About>('/about');
export const valuesOf = (visitor: TypedVisitor) => ask<Values>('/values', { visitor });
export const splitOf = (asked: SplitRequest) => ask<Split>('/split', asked);
export const detailOf = (id: string) => ask<RequestDetail>(`/requests/${id}`);
export const send = (asked: SendRequest) => ask<Done>('/send', asked);
export const act = (action: Action) => ask<Done>('/act', action);

/** While the page is seen: a browser keeps few connections, and one that nobody looks at needs none. */
export function onState(told: (state: State) => void, isLive: (live: boolean) => void): void {
  let events: EventSource | null = null;
  const follow = () => {
    events?.close();
    events = null;
    if (document.hidden) return;
    events = new EventSource(`${BASE}/events`);
    events.onopen = () => isLive(true);
    events.onerror = () => isLive(false);
    events.onmessage = ({ data }) => told(JSON.parse(data));
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}
