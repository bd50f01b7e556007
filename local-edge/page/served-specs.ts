/** The specs that the store serves: those of the file, or others in their place. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type CheckedSpecs, checkSpecs } from '../../handler/explain/specs';
import type { Settings } from '../../handler/src/settings';
import { messageOf } from '../error-message';
import type { Store } from '../store';
import type { ServedSpecs } from './api';
import { PageError } from './page-error';

export interface Served {
  /** @throws {PageError} where they cannot be used */
  checked(): CheckedSpecs;
  state(): ServedSpecs;
  /** Serves these. @throws {PageError} where they cannot be used; those before stay. */
  put(text: string): void;
  /** Serves the file again. */
  putBack(): void;
}

type Read = { checked: CheckedSpecs } | { problem: string };

export function servedSpecs(file: string, settings: Settings, store: Pick<Store, 'put'>): Served {
  let uploaded: string | null = null;
  let last: { text: string; read: Read; version: string } | null = null;

  /** Checked once for each text, however often it is asked for. */
  const current = () => {
    const text = uploaded ?? textOf(file);
    if (last?.text !== text) last = { text, read: read(text, settings), version: hashOf(text) };
    return last;
  };
  return {
    checked: () => {
      const { read } = current();
      if ('checked' in read) return read.checked;
      throw new PageError(`The specs cannot be used. ${read.problem}`);
    },
    state: () => {
      const { read, version } = current();
      return {
        file: uploaded === null ? relative(process.cwd(), file) : null,
        version,
        time: 'checked' in read ? new Date(read.checked.time).toISOString() : null,
        problem: 'problem' in read ? read.problem : null,
      };
    },
    put: (text) => {
      const found = read(text, settings);
      if ('problem' in found) {
        throw new PageError(`These specs were not uploaded. ${found.problem}`);
      }
      uploaded = text;
      store.put(Buffer.from(text));
    },
    putBack: () => {
      uploaded = null;
      store.put(null);
    },
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // As the store answers: there is no object then, and an empty one cannot be used either.
    return '';
  }
}

function read(text: string, settings: Settings): Read {
  try {
    return { checked: checkSpecs(text, settings) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
