/** The floor of a cold start: Statsig's client is imported, and the specs are fetched. */
import { StatsigServerlessClient } from '@statsig/serverless-client';
import { readSettings } from './settings';

const response = await fetch(readSettings().specs.url);
await response.text();

/** Names the class, so that the bundler keeps it. */
export const handler = async (): Promise<string> => StatsigServerlessClient.name;
