/** moto reads the service from the signature's scope and does not check the signature. */
const authorization = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=testing/20200101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/**
 * Asks one of AWS's services, and wants a good answer.
 * @param endpoint - such as `http://127.0.0.1:5000`.
 * @param service - as signatures name it, such as `s3`.
 * @param path - with its query.
 */
export const ask = async (
  endpoint: string,
  service: string,
  path: string,
  {
    headers = {},
    ...init
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<string> => {
  const answer = await fetch(endpoint + path, {
    ...init,
    headers: { ...headers, authorization: authorization(service) },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} answered ${path} with ${answer.status}: ${text}`);
  return text;
};
