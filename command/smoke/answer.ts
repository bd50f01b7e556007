/** Reads an answer of the action `respond`: handler/src/routes/actions/respond.ts. */
import type { Answer } from './ask';

/** The value as JSON; null where the answer has none. */
export function valueIn(answer: Answer): string | null {
  const json = jsonIn(answer);
  if (json?.success !== true) return null;
  if (typeof json.gateValue === 'boolean') return String(json.gateValue);
  return 'value' in json ? JSON.stringify(json.value) : null;
}

export function jsonIn({ body }: Pick<Answer, 'body'>): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' ? (json as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

/** What a browser sends back: the names and values of the cookies that it is given; null without any. */
export function cookieOf({ headers }: Pick<Answer, 'headers'>): string | null {
  const pairs = (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
  return pairs.length === 0 ? null : pairs.join('; ');
}

/** The cookie with the sticky id, whole; null without it. */
export function stickyCookie({ headers }: Pick<Answer, 'headers'>): string | null {
  return headers['set-cookie']?.find((cookie) => cookie.startsWith('statsig.stable_id.')) ?? null;
}
