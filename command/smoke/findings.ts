/** What the answers to many visits say of a deployment. */
import { type Finding, type Found, fail, ok, warn } from '../findings';
import { counted } from '../words';
import { jsonIn, stickyCookie, valueIn } from './answer';
import type { Answer } from './ask';
import type { Visits } from './visits';

const CHECKS: Record<string, (visits: Visits) => Found> = {
  status,
  answer,
  values,
  'same visitor': sameVisitor,
  cookie,
  caching,
};

export function findingsOf(visits: Visits): Finding[] {
  return Object.entries(CHECKS).map(([check, look]) => ({ check, ...look(visits) }));
}

const newcomers = ({ cold, warm }: Visits): Answer[] => [...cold, ...warm];
const returns = ({ returning }: Visits): Answer[] => returning.flatMap(({ again }) => again);
const everyAnswer = (visits: Visits): Answer[] => [...newcomers(visits), ...returns(visits)];

function status(visits: Visits): Found {
  const answers = everyAnswer(visits);
  const others = answers.filter(({ status }) => status !== 200);
  const [first] = others;
  if (first === undefined) return ok(`${counted(answers.length, 'answer')}, all 200`);
  const said = first.headers['x-cache'];
  return fail(
    `${others.length} of ${counted(answers.length, 'answer')} with another status than 200, such as ${first.status}${said === undefined ? '' : ` (${said})`}`,
    adviceOnStatus(first),
  );
}

function adviceOnStatus({ status, headers }: Answer): string {
  const cause = String(headers['x-cache'] ?? '');
  if (status >= 300 && status < 400) {
    return `It leads to ${headers.location ?? 'nowhere'}; test that address, or a path whose route has the action respond.`;
  }
  if (/^LambdaLimitExceeded/.test(cause)) {
    return 'More executions at once than the account may have in the Region near you; ask AWS for a higher quota of concurrent executions there.';
  }
  if (/^Lambda/.test(cause) || status === 502 || status === 503) {
    return `CloudFront could not use what the function did. The reason is in CloudWatch, log group /aws/lambda/us-east-1.<function name>, in the Region nearest to you${near(headers['x-amz-cf-pop'])}.`;
  }
  return 'The function did not make this answer: is it attached to the viewer-request event of this path, and does a route with the action respond match it?';
}

/** Edge locations are named after the airport near them. */
function near(pop: unknown): string {
  return typeof pop === 'string' ? ` (CloudFront answered from ${pop.slice(0, 3)})` : '';
}

/** The error codes that the action gives: handler/src/routes/json.ts. */
const ADVICE_ON_ERRORS: Record<string, string> = {
  no_specs:
    'No specs could be loaded. Is the object in the bucket, may the role read it, and does statsig-edge check take it? The log says what the bucket answered.',
  too_large:
    'The value is too large for an answer at the edge; name one parameter of it in the route.',
  failed: 'The evaluation failed; the log says why.',
};

function answer(visits: Visits): Found {
  const answers = everyAnswer(visits);
  const odd = answers.find((each) => valueIn(each) === null);
  if (odd !== undefined) {
    const error = jsonIn(odd)?.error;
    if (typeof error === 'string') {
      return fail(
        `the function answers ${JSON.stringify(error)} instead of a value`,
        ADVICE_ON_ERRORS[error] ?? 'The log says why.',
      );
    }
    return fail(
      `an answer that is not the function's: ${JSON.stringify(odd.body.trim().slice(0, 60))}`,
      'Is the function attached to the viewer-request event of this path, and does a route with the action respond match it? After a deploy CloudFront takes some minutes.',
    );
  }
  if (answers.some((each) => jsonIn(each)?.message === 'not_evaluated')) {
    return fail(
      'the default is answered, because nothing is evaluated',
      'Is the name in the specs? statsig-edge check says what cannot be evaluated at the edge, and why.',
    );
  }
  return ok('JSON of the function, with a value that was evaluated');
}

function values(visits: Visits): Found {
  const counts = new Map<string, number>();
  for (const each of newcomers(visits)) {
    const value = valueIn(each);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const found = [...counts]
    .map(([value, count]) => `${value.slice(0, 40)} for ${count}`)
    .join(', ');
  if (counts.size === 0) return fail('no value was seen', 'See what was found above.');
  return counts.size > 1
    ? ok(found)
    : warn(
        `one value alone, ${found}`,
        'Right where everybody is given the same. For a gate that is open to few, ask more with --visitors; if the visitor’s country or browser decides, these visitors have none.',
      );
}

function sameVisitor({ returning }: Visits): Found {
  if (returning.length === 0) {
    return warn(
      'nobody could come again',
      'It takes a value and a cookie; see what else was found.',
    );
  }
  const changed = returning.filter(({ first, again }) =>
    again.some((each) => valueIn(each) !== valueIn(first)),
  );
  return changed.length === 0
    ? ok(`${counted(returning.length, 'visitor')} came again, and saw the same`)
    : fail(
        `${changed.length} of ${counted(returning.length, 'visitor')} saw another value when they came again`,
        'Does the gate or experiment go by userID, which an anonymous visitor has only with identity.anonymous_user_id = "stableID"? Or did the specs change meanwhile?',
      );
}

function cookie(visits: Visits): Found {
  const given = newcomers(visits).map(stickyCookie);
  const first = given.find((each) => each !== null);
  if (first === undefined) {
    return warn(
      'no sticky id is handed out',
      'Right with identity.stable_id_cookie = false, or without the consent that identity.consent_cookie asks for; else every visit is a new visitor’s.',
    );
  }
  if (given.includes(null)) {
    return fail(
      'some new visitors get no sticky id',
      'Did a deploy just change the settings? Wait some minutes and test again.',
    );
  }
  if (new Set(given).size < given.length) {
    return fail(
      'several new visitors were given the same id',
      'An answer with a cookie in it was kept and given to others: no cache may keep it, neither CloudFront’s nor one before it.',
    );
  }
  if (returns(visits).some((each) => stickyCookie(each) !== null)) {
    return fail(
      'visitors who came again were given a new id',
      'The function does not see the cookie that it gave. Does something before CloudFront take it away?',
    );
  }
  const missing = ['Path=/', 'Max-Age=', 'Secure'].filter((part) => !first.includes(part));
  if (missing.length > 0) {
    return fail(`the cookie has no ${missing.join(' or ')}`, 'Something on the way changes it.');
  }
  return ok(`each new visitor has an id of its own, in ${first.split('=')[0]}`);
}

function caching(visits: Visits): Found {
  const answers = everyAnswer(visits);
  const hit = answers.find(({ headers }) => /^(Refresh)?Hit/.test(String(headers['x-cache'])));
  if (hit !== undefined) {
    return fail(
      `an answer came from the cache (${hit.headers['x-cache']})`,
      'The function did not run for it, or it let the request pass: what it answers is never in the cache.',
    );
  }
  const open = answers.find(
    ({ headers }) => !/\b(private|no-store|no-cache)\b/i.test(headers['cache-control'] ?? ''),
  );
  if (open !== undefined) {
    return fail(
      `caches may keep an answer: cache-control is ${JSON.stringify(open.headers['cache-control'] ?? '')}`,
      'What one visitor is given must not be kept for others: answer with private, no-cache or no-store.',
    );
  }
  return ok(`no cache keeps an answer (cache-control: ${answers[0]?.headers['cache-control']})`);
}
