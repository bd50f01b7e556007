/** moto reads the service and the key, of which it knows the account, and does not check the signature. */
const authorization = (service: string, accessKeyId: string): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20200101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** A question's method, headers and body, where they are not those of a GET. */
export interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Of a role in another account; without it the account is moto's own, 123456789012. */
  accessKeyId?: string;
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
  { headers = {}, accessKeyId = 'testing', ...init }: Question = {},
): Promise<Response> => {
  const answer = await fetch(endpoint + path, {
    ...init,
    headers: { ...headers, authorization: authorization(service, accessKeyId) },
  });
  if (!answer.ok) {
    throw new Error(`${service} answered ${path} with ${answer.status}: ${await answer.text()}`);
  }
  return answer;
};

/** The text of the answer to {@link asked}. */
export const ask = async (...question: Parameters<typeof asked>): Promise<string> =>
  (await asked(...question)).text();

/**
 * An access key with which questions are about the account of a role.
 * @param role - its ARN.
 */
export const accessKeyOf = async (endpoint: string, role: string): Promise<string> => {
  const answer = await ask(endpoint, 'sts', '/', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `${new URLSearchParams({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: role,
      RoleSessionName: 'test',
    })}`,
  });
  const [, key] = /<AccessKeyId>([^<]+)/.exec(answer) ?? [];
  if (!key) throw new Error(`There is no access key in the answer to AssumeRole: ${answer}`);
  return key;
};
