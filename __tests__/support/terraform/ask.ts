/** moto reads the service from the signature's scope and does not check the signature. */
const authorization = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=testing/20200101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** A question's method, headers and body, where they are not those of a GET. */
export interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/**
 * Asks one of AWS's services, and wants a good answer.
 * @param endpoint - such as `http://127.0.0.1:5000`.
 * @param service - as signatures name it, such as `s3`.
 * @param path - with its query.
 */
export const asked = async (
  endpoint: string,
  service: string,
  path: string,
  { headers = {}, ...init }: Question = {},
): Promise<Response> => {
  const answer = await fetch(endpoint + path, {
    ...init,
    headers: { ...headers, authorization: authorization(service) },
  });
  if (!answer.ok) {
    throw new Error(`${service} answered ${path} with ${answer.status}: ${await answer.text()}`);
  }
  return answer;
};

/** The text of the answer to {@link asked}. */
export const ask = async (...question: Parameters<typeof asked>): Promise<string> =>
  (await asked(...question)).text();
