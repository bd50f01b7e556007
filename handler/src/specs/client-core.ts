/**
 * The part of `@statsig/client-core` that Statsig's evaluation asks for. In the bundle (../../build.ts) it stands in the
 * place of the whole package, whose network, storage, sessions and logger cost a cold start more than the evaluation.
 */
export { _DJB2 } from '@statsig/client-core/src/Hashing';
export { Log, LogLevel } from '@statsig/client-core/src/Log';
export { _cloneObject } from '@statsig/client-core/src/SafeJs';
export { _getUnitIDFromUser, _normalizeUser } from '@statsig/client-core/src/StatsigUser';
