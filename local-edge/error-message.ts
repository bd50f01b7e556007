/** The message of whatever was thrown, also for an `Error` of another realm (a worker, a jest sandbox). */
export function messageOf(error: unknown): string {
  return hasField(error, 'message') ? String(error.message) : String(error);
}

/** Node's error code, such as `EADDRINUSE`; null when there is none. */
export function codeOf(error: unknown): string | null {
  return hasField(error, 'code') ? String(error.code) : null;
}

function hasField<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && name in value;
}
