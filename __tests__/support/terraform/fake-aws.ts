import { startMoto } from './moto';
import { type RecordedRequest, startRecordingProxy } from './recording-proxy';

/** AWS on loopback, with a record of what it was asked. */
export interface FakeAws {
  /** For AWS_ENDPOINT_URL. An IP address there makes the provider address buckets by path. */
  endpoint: string;
  requests: RecordedRequest[];
  /** How many of each kind of thing exist, such as `{ 's3.FakeBucket': 1 }`; kinds with none are left out. */
  held(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

/** moto's dashboard data: by service, by model, the things that exist. */
type Inventory = Record<string, Record<string, unknown[]>>;

export const startFakeAws = async (motoServer: string): Promise<FakeAws> => {
  const moto = await startMoto(motoServer);
  const proxy = await startRecordingProxy(moto.port);
  return {
    endpoint: proxy.endpoint,
    requests: proxy.requests,
    held: async () => {
      const answer = await fetch(`http://127.0.0.1:${moto.port}/moto-api/data.json`);
      const inventory = (await answer.json()) as Inventory;
      return Object.fromEntries(
        Object.entries(inventory).flatMap(([service, models]) =>
          Object.entries(models)
            .filter(([, things]) => things.length > 0)
            .map(([model, things]) => [`${service}.${model}`, things.length]),
        ),
      );
    },
    stop: async () => {
      await proxy.stop();
      await moto.stop();
    },
  };
};
