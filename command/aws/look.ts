import { messageOf } from '../../handler/src/log';

/** What AWS told, or why it did not. */
export type Looked<T> = { found: T; problem: null } | { found: null; problem: string };

/** Asks AWS. What may not be asked, or is not there, does not end the examination. */
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

/** Null where one of these errors of AWS's only means that there is none. */
export async function orNone<T>(ask: () => Promise<T>, ...names: string[]): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (names.includes(nameOf(error))) return null;
    throw error;
  }
}

/** Whether it is the credentials of whoever asks that do not suffice: then nothing is known of what was asked for. */
export function isForbidden(problem: string): boolean {
  return /^(AccessDenied|AccessDeniedException|Forbidden)\b/.test(problem);
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
