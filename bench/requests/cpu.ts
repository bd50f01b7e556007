import type { Handler } from './load';
import { viewerRequest } from './viewer-request';

/** Answers so many requests, one after the other. @returns the CPU time of one, in microseconds. */
export async function cpuOf(handler: Handler, requests: number): Promise<number> {
  const events = Array.from({ length: requests }, (_, index) => viewerRequest(index));
  const before = process.cpuUsage();
  for (const event of events) await handler(event);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}
