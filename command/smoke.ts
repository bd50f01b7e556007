/** `statsig-edge smoke`: the connectivity test of Statsig's guide, against a deployment. */
import { CommandError, UsageError } from './errors';
import { exitCodeOf } from './findings';
import { reasonUnreachable } from './reach';
import { findingsOf } from './smoke/findings';
import { latencyOf } from './smoke/latency';
import { type SmokeReport, smokeText } from './smoke/text';
import { COLD, type Visits, visit } from './smoke/visits';
import { subcommand } from './subcommand';
import type { Terminal } from './terminal';

const VISITORS = 50;
const MAX_VISITORS = 10_000;

export const smoke = subcommand({
  name: 'smoke',
  summary: 'Visits a deployment, and says whether it answers as it should.',
  operand: 'URL',
  about: `URL is an address whose route has the action respond, which is every path unless you named routes.
It is visited by new visitors, of whom some come again. Looked at are: status, answer, whether both
values are seen, whether the same visitor sees the same again, the cookie with the sticky id, and
whether any cache may keep an answer. The times are those from here, network included.
These visits leave no exposures, so that no experiment counts them.`,
  flags: {
    visitors: {
      type: 'string',
      value: 'N',
      help: `how many new visitors, from ${COLD + 1} to ${MAX_VISITORS} (default: ${VISITORS})`,
    },
  },
  examples: [
    'smoke https://d111111abcdef8.cloudfront.net/',
    'smoke http://127.0.0.1:8080/ --visitors 500',
  ],
  failure: 'something is not as it should be; a warning is no failure',
  run: async (address, { visitors }, progress) => {
    const url = urlOf(address);
    const visits = await visitOrSay(url, visitorsOf(visitors), progress);
    const report: SmokeReport = {
      url: url.href,
      findings: findingsOf(visits),
      latency: { cold: latencyOf(visits.cold), warm: latencyOf(visits.warm) },
    };
    return {
      json: report,
      text: (screen) => smokeText(report, screen),
      exitCode: exitCodeOf(report.findings),
    };
  },
});

function urlOf(address: string): URL {
  if (/^https?:\/\//.test(address) && URL.canParse(address)) return new URL(address);
  throw new UsageError(
    `smoke: URL is ${JSON.stringify(address)}; it takes an http or https address, such as https://d111111abcdef8.cloudfront.net/.`,
  );
}

function visitorsOf(text = String(VISITORS)): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count > COLD && count <= MAX_VISITORS) return count;
  throw new UsageError(
    `smoke: --visitors is ${JSON.stringify(text)}; it takes a number from ${COLD + 1} to ${MAX_VISITORS}.`,
  );
}

async function visitOrSay(
  url: URL,
  visitors: number,
  progress: Terminal['progress'],
): Promise<Visits> {
  try {
    return await visit(url, visitors, progress);
  } catch (error) {
    throw new CommandError(
      `${url.host} cannot be reached: ${reasonUnreachable(error)}. Is the address right? A new distribution takes some minutes until its name is known.`,
    );
  }
}
