/**
 * A folder as origin, as a private bucket answers that lets the distribution read objects and not list them.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
import { readFile, stat } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { lookup } from 'mime-types';
import type { Forwarded, Origin, OriginResponse } from './origin';
import { shownOrigin } from './origin';
import { type S3Answer, s3Error, s3Object } from './store/s3-answer';

/** @param address what origin events show; a bucket's, where nothing else is known. */
export function folderOrigin(
  folder: string,
  address = new URL('https://local-folder.s3.us-east-1.amazonaws.com/'),
): Origin {
  return {
    shown: shownOrigin(address),
    host: address.host,
    send: async ({ request }) => responseOf(await answerFrom(folder, address.pathname, request)),
  };
}

async function answerFrom(
  folder: string,
  originPath: string,
  { method, uri, headers }: Forwarded['request'],
): Promise<S3Answer> {
  if (method !== 'GET' && method !== 'HEAD') return s3Error('AccessDenied');
  const key = keyOf(originPath.replace(/\/$/, '') + uri);
  const file = key === null ? null : await fileAt(join(folder, key));
  // Who may not list a bucket is not told what is missing in it.
  if (file === null) return s3Error('AccessDenied');
  const asked = (name: string) => headers[name]?.[0]?.value;
  return s3Object(
    file.content,
    { 'if-none-match': asked('if-none-match'), range: asked('range') },
    { type: lookup(file.path) || 'binary/octet-stream', modified: file.modified },
  );
}

/** Relative to the folder; null for one that no object of a folder can have. A key is no path: `..` is a name in it. */
function keyOf(path: string): string | null {
  try {
    const key = decodeURIComponent(path.slice(1));
    const isPath = key.split('/').every((name) => !['', '.', '..'].includes(name));
    return isPath && !key.includes('\0') ? key : null;
  } catch {
    return null;
  }
}

async function fileAt(path: string) {
  try {
    const { mtime } = await stat(path);
    return { path, content: await readFile(path), modified: mtime };
  } catch {
    return null;
  }
}

function responseOf({ status, headers, body }: S3Answer): OriginResponse {
  return {
    status,
    reason: STATUS_CODES[status] ?? '',
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [{ key: name, value }]]),
    ),
    body,
    length: String(body.length),
  };
}
