const KEYS = 'Statsig console → Settings → Keys & Environments';

/**
 * Why a text is not a Statsig client key, without the text where it may be a secret; null when it is one.
 * @see https://docs.statsig.com/access-management/api-keys
 */
export function problemOfClientKey(key: string): string | null {
  if (key.startsWith('secret-')) {
    return `is a server secret key (secret-…). Anyone who has it can read and change your project, and this one would be written into a file. Use a client key (client-…) from ${KEYS}, and rotate the secret if it was committed anywhere.`;
  }
  if (key.startsWith('console-')) {
    return `is a console API key (console-…). Use a client key (client-…) from ${KEYS}.`;
  }
  return /^client-[A-Za-z0-9_-]+$/.test(key)
    ? null
    : `is ${JSON.stringify(key)}; a Statsig client key starts with client-. Find it in ${KEYS}.`;
}
