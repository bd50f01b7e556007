/** Why a server could not be asked, from what `fetch` rejects with: the reason stands in its cause. */
export function reasonUnreachable(error: unknown): string {
  const { name, message, cause } = fieldsOf(error);
  if (name === 'TimeoutError') return 'no answer in time';
  const below = fieldsOf(cause);
  // Where every address of a name refused, the cause has a code alone.
  return [below.message, below.code, message].find((text) => text) || String(error);
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
