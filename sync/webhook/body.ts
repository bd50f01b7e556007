/**
 * What a webhook of Statsig's says.
 * @see https://docs.statsig.com/integrations/event_webhook
 */

export type Message =
  /** Statsig asks whether the address is ours; it does not sign that. */
  | { kind: 'verification'; code: string }
  /** Something was changed in the console. */
  | { kind: 'change' }
  /** Exposures and events of visitors, which change nothing. */
  | { kind: 'other' };

export function messageIn(body: Buffer): Message {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return { kind: 'other' };
  }
  const data = Array.isArray(json) ? json : (json as { data?: unknown } | null)?.data;
  if (Array.isArray(data)) {
    const isChange = data.some((event) => event?.eventName === 'statsig::config_change');
    return { kind: isChange ? 'change' : 'other' };
  }
  const { event, verification_code: code } = Object(data) as Record<string, unknown>;
  return event === 'url_verification' && typeof code === 'string' && code.length <= MAX_CODE
    ? { kind: 'verification', code }
    : { kind: 'other' };
}

const MAX_CODE = 200;
