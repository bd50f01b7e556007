/** The files that the user names, read and checked before anything starts. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Settings } from '../../handler/src/settings';
import { parsePlannedSettings } from '../../handler/src/settings/plan';
import { parseSpecs } from '../../handler/src/specs';
import { messageOf } from '../error-message';
import { StartError } from './flags';

/** Checks the specs once, at the start; an edit made later is checked by the handler. */
export function checkSpecsFile(flag: string, file: string): string {
  const text = readText(flag, file);
  try {
    parseSpecs(text);
  } catch (error) {
    throw new StartError(`${flag} ${file}: ${messageOf(error)}`);
  }
  return resolve(file);
}

/** `json` is the file's content, for the function; `settings` is parsed, for the local edge. */
export function readSettingsFile(file: string): { json: object; settings: Settings } {
  const text = readText('--settings', file);
  try {
    const json = JSON.parse(text);
    return { json, settings: parsePlannedSettings(json) };
  } catch (error) {
    throw new StartError(`--settings ${file}: ${messageOf(error)}`);
  }
}

/** @throws {StartError} */
export function readText(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartError(`${flag} ${file} cannot be read: ${messageOf(error)}.`);
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
