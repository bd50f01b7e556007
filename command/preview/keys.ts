/** The pair of keys of previews: the private one in a file, the public one in the settings. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { messageOf } from '../../handler/src/log';
import { codeOf } from '../../local-edge/error-message';
import { CommandError } from '../errors';

/** For its owner alone. */
const MODE = 0o600;

/**
 * Writes a new private key into a file that there is not yet.
 * @throws {CommandError}
 */
export function writeNewKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    // In one step, so that a key which is there stays whatever else writes at the same time.
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(file, pem, { mode: MODE, flag: 'wx' });
  } catch (error) {
    throw new CommandError(
      codeOf(error) === 'EEXIST'
        ? `preview: ${file} is there already, and is not overwritten. Name another file, or leave --new out to use it.`
        : `preview: ${file} cannot be written: ${messageOf(error)}.`,
    );
  }
  return privateKey;
}

/** @throws {CommandError} */
export function readKey(file: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(file));
  } catch (error) {
    throw new CommandError(
      `preview: no private key can be read from ${file}: ${messageOf(error)}. statsig-edge preview ${file} --new makes one.`,
    );
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new CommandError(
    `preview: ${file} holds a key for ${key.asymmetricKeyType}; previews take Ed25519. statsig-edge preview FILE --new makes one.`,
  );
}

/** The public key as the settings take it: the text of a JWKS. */
export function jwksOf(privateKey: KeyObject): string {
  return JSON.stringify({ keys: [createPublicKey(privateKey).export({ format: 'jwk' })] });
}
