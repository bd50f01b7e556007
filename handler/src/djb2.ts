/** The hash that Statsig's SDKs name things by in the browser: cookies, and gates in what it starts from. */
export function djb2(text: string): string {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = ((hash << 5) - hash + text.charCodeAt(at)) | 0;
  }
  return String(hash >>> 0);
}
