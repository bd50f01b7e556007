import { messageOf } from '../../handler/src/log';

/** What AWS told, or why it did not. */
export type Looked<T> = { found: T; problem: null } | { found: null; problem: string };

/** Asks AWS; what must not be asked, or is not there, is no end of the examination. */
export async function look<T>(ask: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { found: await ask(), problem: null };
  } catch (error) {
    const name = nameOf(error);
    return {
      found: null,
      problem: name === '' ? messageOf(error) : `${name}: ${messageOf(error)}`,
    };
  }
}

/** Like {@link look} where one of these errors of AWS's only means that there is none. */
export async function orNone<T>(ask: () => Promise<T>, ...names: string[]): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (names.includes(nameOf(error))) return null;
    throw error;
  }
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
