/** What a preview says. */
import type { CloudFrontRequest } from './cloudfront';

export interface Preview {
  readonly token: string;
  /** When it expires, as ISO 8601 has it. */
  readonly until: string;
  readonly maxAgeSeconds: number;
  /** What a gate is, or null where the preview does not say. */
  gate(name: string): boolean | null;
  /** Of an experiment, dynamic config or layer. */
  parameters(name: string): Readonly<Record<string, unknown>> | null;
  /** Changes what a browser starts from. */
  applyTo(values: BrowserValues): void;
}

type Items = Record<string, object & { value?: unknown }>;

export interface BrowserValues {
  feature_gates: Items;
  dynamic_configs: Items;
  layer_configs: Items;
}

/** The preview of a request's visitor, or null. */
export type FindPreview = (request: CloudFrontRequest) => Preview | null;
