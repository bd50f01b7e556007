/** What somebody asked of the page and cannot have; the message says why, and what to do. */
export class PageError extends Error {
  override readonly name = 'PageError';
}
