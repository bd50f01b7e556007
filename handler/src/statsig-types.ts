/** Types that Statsig's package uses and does not name. */
import type { StatsigServerlessClient } from '@statsig/serverless-client';

export type FeatureGate = ReturnType<StatsigServerlessClient['getFeatureGate']>;
export type DynamicConfig = ReturnType<StatsigServerlessClient['getDynamicConfig']>;
export type Layer = ReturnType<StatsigServerlessClient['getLayer']>;
