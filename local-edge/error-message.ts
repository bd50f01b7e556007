/** The message of whatever was thrown, by an `Error` of this realm or of another. */
export function messageOf(error: unknown): string {
  return hasField(error, 'message') ? String(error.message) : String(error);
}

/** Node's code for it, such as `EADDRINUSE`; null when it has none. */
export function codeOf(error: unknown): string | null {
  return hasField(error, 'code') ? String(error.code) : null;
}

function hasField<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && name in value;
}
