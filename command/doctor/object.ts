/** The specs in the bucket: there, usable, and as new as those at Statsig. */

import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { messageOf } from '../../handler/src/log';
import { parseSpecs } from '../../handler/src/specs';
import { isForbidden, type Looked } from '../aws/look';
import { type Finding, type Found, fail, ok, warn } from '../findings';
import type { Place } from './place';

export interface SpecsObject {
  text: string;
  /** ARN of the key of KMS's that encrypts it; null without one. */
  kmsKeyArn: string | null;
}

export async function readObject(client: S3Client, { bucket, key }: Place): Promise<SpecsObject> {
  const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = Buffer.from((await found.Body?.transformToByteArray()) ?? []);
  return { text: decode(bytes, found.ContentEncoding), kmsKeyArn: found.SSEKMSKeyId ?? null };
}

/** What the handler takes, too. */
function decode(bytes: Buffer, encoding: string | undefined): string {
  if (encoding === 'gzip') return gunzipSync(bytes).toString('utf8');
  if (encoding === 'br') return brotliDecompressSync(bytes).toString('utf8');
  return bytes.toString('utf8');
}

export function judgeObject(looked: Looked<SpecsObject>, place: Place): Finding[] {
  return [{ check: 'specs', ...judge(looked, `s3://${place.bucket}/${place.key}`) }];
}

function judge({ found, problem }: Looked<SpecsObject>, name: string): Found {
  if (found === null) {
    const what = `${name} cannot be read: ${problem}`;
    if (isForbidden(problem)) {
      return warn(
        what,
        'Either doctor needs s3:GetObject, and kms:Decrypt where a key encrypts it; or it is not there, which S3 tells only who may list the bucket.',
      );
    }
    return fail(
      what,
      `Without it routes give their default, or answer from the specs of the last deploy. Where it is missing: aws s3 cp statsig-config.json ${name} --content-type application/json`,
    );
  }
  try {
    const { time } = parseSpecs(found.text);
    return ok(`${name} can be used, specs of ${new Date(time).toISOString()}`);
  } catch (error) {
    return fail(
      `${name} cannot be used: ${messageOf(error)}`,
      'The function keeps the last good specs, and a new environment those of the deploy. Fetch them anew with statsig-edge fetch, and upload them.',
    );
  }
}

/** @param statsig the time of the specs at Statsig, in milliseconds since 1970. */
export function judgeFreshness(
  { found }: Looked<SpecsObject>,
  statsig: Looked<number>,
  { bucket, key }: Place,
): Finding[] {
  const check = 'fresh';
  const time = timeOf(found);
  if (time === null) return [];
  if (statsig.found === null) {
    return [
      {
        check,
        ...warn(
          `Statsig cannot be asked: ${statsig.problem}`,
          'So it is not known whether the specs are the newest.',
        ),
      },
    ];
  }
  if (time >= statsig.found) return [{ check, ...ok('Statsig has no newer specs') }];
  return [
    {
      check,
      ...warn(
        `Statsig has newer specs, of ${new Date(statsig.found).toISOString()}`,
        `What was changed in the console since then is not at the edge: statsig-edge fetch CLIENT_KEY && aws s3 cp statsig-config.json s3://${bucket}/${key} --content-type application/json. With the input sync it comes by itself; where that is on, the log group of its function (-sync) says why it has not.`,
      ),
    },
  ];
}

function timeOf(found: SpecsObject | null): number | null {
  try {
    return found && parseSpecs(found.text).time;
  } catch {
    return null;
  }
}
