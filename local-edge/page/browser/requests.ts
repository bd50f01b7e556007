/** Requests as they pass. */
import type { InvocationView, RequestDetail, RequestSummary } from '../api';
import { element, find, pre, replace } from './dom';
import { detailOf, send } from './server';
import { typedVisitor } from './visitor';

const list = find('requests');
const shown = new Map<string, HTMLElement>();

/** New ones are put on top; those that are there stay as they are, open or not. */
export function showRequests(requests: RequestSummary[]): void {
  find('no-requests').hidden = requests.length > 0;
  const ids = new Set(requests.map(({ id }) => id));
  for (const [id, item] of shown) {
    if (ids.has(id)) continue;
    item.remove();
    shown.delete(id);
  }
  for (const request of requests.filter(({ id }) => !shown.has(id)).reverse()) {
    const item = itemOf(request);
    shown.set(request.id, item);
    list.prepend(item);
  }
}

const BY = {
  function: 'answered by the function',
  origin: 'answered by the origin',
  cloudfront: 'refused by CloudFront',
};

function itemOf(request: RequestSummary): HTMLElement {
  const { id, at, region, method, target, status, ms, by, cold, broken } = request;
  const details = element(
    'details',
    {},
    element(
      'summary',
      {},
      element('span', { className: `status s${Math.floor(status / 100)}` }, String(status)),
      element('span', { className: 'target' }, element('b', {}, method), ` ${target}`),
      ...broken.map((rule) => element('span', { className: 'pill bad' }, rule)),
      ...(cold ? [element('span', { className: 'pill cold' }, 'cold start')] : []),
      element('span', { className: 'how' }, `${BY[by]} · ${region} · ${ms.toFixed(1)} ms`),
      element('time', { dateTime: new Date(at).toISOString() }, timeOf(at)),
    ),
  );
  details.addEventListener(
    'toggle',
    async () => {
      try {
        details.append(contentOf(await detailOf(id)));
      } catch (error) {
        details.append(element('p', { className: 'problem' }, (error as Error).message));
      }
    },
    { once: true },
  );
  return element('li', {}, details);
}

function contentOf({ id, invocations, violations, reasons }: RequestDetail): HTMLElement {
  return element(
    'div',
    { className: 'detail' },
    ...violations.map(({ rule, eventType, message, page, document }) => {
      const link = element('a', { href: document, target: '_blank', rel: 'noreferrer' });
      link.append(`The rule ${rule}, in AWS’s guide`);
      return element(
        'div',
        { className: 'violation' },
        element('p', {}, element('b', {}, eventType), ` ${message}`),
        element('p', { className: 'small' }, `The viewer sees: ${page} `, link),
      );
    }),
    ...(violations.length === 0
      ? reasons.map((reason) => element('p', { className: 'violation' }, reason))
      : []),
    ...invocations.map(invocationOf),
    element('p', { className: 'small muted' }, `Request ID: ${id}`),
  );
}

function invocationOf(invocation: InvocationView): HTMLElement {
  const { eventType, ms, initMs, usedMb, did, event, result, lines } = invocation;
  const init = initMs === null ? '' : `, after an init phase of ${initMs.toFixed(1)} ms`;
  return element(
    'section',
    { className: 'invocation' },
    element('h3', {}, eventType),
    element('p', { className: 'small muted' }, `${ms.toFixed(2)} ms${init}; ${usedMb} MB`),
    element('ul', {}, ...did.map((sentence) => element('li', {}, sentence))),
    folded('Event in', event),
    folded('Result out', result),
    ...(lines.length === 0 ? [] : [folded('What it wrote', lines.join('\n'))]),
  );
}

function folded(title: string, value: unknown): HTMLElement {
  return element('details', {}, element('summary', {}, title), pre(value));
}

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

export function startSending(): void {
  const form = find<HTMLFormElement>('send');
  const value = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const asked = { path: value('path'), region: value('region'), visitor: typedVisitor() };
    const answer = await send(asked).then(
      ({ done }) => done,
      (error: Error) => error.message,
    );
    replace(find('answer'), [pre(answer)]);
    find('sent').hidden = false;
  });
}
