import type { IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import { ORIGIN_ID } from './inputs/origin';
import type { ResolvedInputs } from './inputs/resolve';
import type { OriginInput } from './statsig-edge-inputs';
import { either, isSet } from './terraform/condition';
import { bare, hcl, isExpression } from './terraform/expression';
import { local } from './terraform/local';
import { snakeCase } from './terraform/names';

/** Every origin of a distribution, by its origin_id. */
export type OriginsById = Readonly<Record<string, OriginInput | IResolvable>> | IResolvable;

const NOBODY: Required<OriginInput> = {
  domainName: 'example.com',
  s3: false,
  path: '',
  protocolPolicy: 'https-only',
  customHeaders: {},
  httpPort: 80,
  httpsPort: 443,
  originReadTimeout: 30,
  originKeepaliveTimeout: 5,
  connectionAttempts: 3,
  connectionTimeout: 10,
  originShieldRegion: null,
  vpcOriginId: null,
};

/** The one origin, where it is given or nothing else is, and the further ones. */
export function originsById(
  scope: Construct,
  { origin, origins }: Pick<ResolvedInputs, 'origin' | 'origins'>,
): OriginsById {
  if (!isExpression(origin) && !isExpression(origins)) {
    const isAlone = Object.keys(origins).length === 0;
    const one = origin ?? (isAlone ? NOBODY : null);
    return { ...(one === null ? {} : { [ORIGIN_ID]: one }), ...origins };
  }
  const one = local(
    scope,
    'origin',
    isExpression(origin)
      ? hcl`${origin} == null ? ${asInTerraform(NOBODY)} : ${origin}`
      : hcl`${asInTerraform((origin ?? NOBODY) as OriginInput)}`,
    'Without routes every request is answered at the edge; CloudFront wants an origin still.',
  );
  const others = eachInTerraform(origins, asInTerraform);
  const all = hcl`merge({ ${bare(ORIGIN_ID)} = ${one} }, ${others})`;
  const hasOne = either(isSet(origin), hcl`length(${others}) == 0`);
  return local(
    scope,
    'origins',
    hasOne === true
      ? all
      : hcl`{ for id, origin in ${all} : id => origin if id != ${ORIGIN_ID} || ${hasOne} }`,
  ) as IResolvable;
}

/** A map of the inputs as Terraform has it, whoever decides it. */
export function eachInTerraform<T extends object>(
  map: Readonly<Record<string, T>> | IResolvable,
  convert: (entry: T) => object,
): object {
  if (isExpression(map)) return map;
  return Object.fromEntries(Object.entries(map).map(([id, entry]) => [id, convert(entry)]));
}

/** Not deeper: names of headers stay as they are. */
export function asInTerraform(origin: object): object {
  return Object.fromEntries(
    Object.entries(origin).map(([name, value]) => [snakeCase(name), value]),
  );
}
