import { accessKeyOf } from './ask';
import { keepBucketPolicies } from './bucket-policies';
import { keepCloudFrontParts } from './cloudfront-parts';
import { inventory } from './inventory';
import { startMoto } from './moto';
import { type RecordedRequest, startRecordingProxy } from './recording-proxy';

/** AWS on loopback, with a record of what it was asked. */
export interface FakeAws {
  /** For AWS_ENDPOINT_URL. An IP address there makes the provider address buckets by path. */
  endpoint: string;
  requests: RecordedRequest[];
  /** What exists, as `kind name`. */
  inventory(): Promise<string[]>;
  /** The same of another account, by a role there. */
  inventoryOf(role: string): Promise<string[]>;
  stop(): Promise<void>;
}

export const startFakeAws = async (motoServer: string): Promise<FakeAws> => {
  const moto = await startMoto(motoServer);
  const policyAnswer = keepBucketPolicies();
  const parts = keepCloudFrontParts();
  const proxy = await startRecordingProxy(
    moto.port,
    (request) => policyAnswer(request) ?? parts.answer(request),
  );
  // Past the proxy: a test's own questions are no part of the record.
  const behind = `http://127.0.0.1:${moto.port}`;
  return {
    endpoint: proxy.endpoint,
    requests: proxy.requests,
    inventory: async () => [...(await inventory(behind)), ...parts.inventory()],
    inventoryOf: async (role) => inventory(behind, await accessKeyOf(behind, role)),
    stop: async () => {
      await proxy.stop();
      await moto.stop();
    },
  };
};
