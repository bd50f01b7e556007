/** The store did not give the object. The message says what it said instead. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
