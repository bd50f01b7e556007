/** What was found out once, for as many as there is room for. */

/** The oldest goes for a new one. */
export function remember<T>(remembered: Map<string, T>, key: string, value: T, max: number): void {
  const [oldest = ''] = remembered.size < max ? [] : remembered.keys();
  remembered.delete(oldest);
  remembered.set(key, value);
}
