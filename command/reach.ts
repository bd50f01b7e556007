/** Why a server could not be asked, from what was thrown; the reason of `fetch` stands in the cause. */
export function reasonUnreachable(error: unknown): string {
  const { name, message, code, cause } = fieldsOf(error);
  if (name === 'TimeoutError') return 'no answer in time';
  const below = fieldsOf(cause);
  // Where every address of a name refused, there is a code alone.
  return [below.message, below.code, message, code].find((text) => text) || String(error);
}

interface Fields {
  name?: string;
  message?: string;
  code?: string;
  cause?: unknown;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? value : {};
}
