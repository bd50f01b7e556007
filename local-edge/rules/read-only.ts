import { READ_ONLY as BY_VIEWER_EVENT } from '../../handler/src/restricted-headers';
import type { EventType } from '../cloudfront';

/**
 * Headers that a function sees and must leave as they are, by event.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-read-only-headers
 */
export const READ_ONLY: Readonly<Record<EventType, readonly string[]>> = {
  ...BY_VIEWER_EVENT,
  'origin-request': [
    'accept-encoding',
    'cdn-loop',
    'content-length',
    'if-modified-since',
    'if-none-match',
    'if-range',
    'if-unmodified-since',
    'transfer-encoding',
    'via',
  ],
  'origin-response': ['transfer-encoding', 'via'],
};
