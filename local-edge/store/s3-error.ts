import type { Refusal } from './sigv4';

/** An error as S3 writes it. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function s3ErrorXml({ code, message }: Refusal, requestId: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId></Error>`
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
