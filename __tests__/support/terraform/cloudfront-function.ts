import { createRequire } from 'node:module';

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
export interface ViewerRequest {
  method: string;
  uri: string;
  headers: Record<string, { value: string }>;
}

/** A CloudFront Function, ready to be asked: its `handler`, with the modules that CloudFront has for it. */
export const viewerRequestOf = (code: string): ((request: ViewerRequest) => unknown) => {
  const handler = new Function('require', `${code}\nreturn handler;`)(createRequire(__filename));
  return (request) => handler({ version: '1.0', context: {}, viewer: {}, request });
};
