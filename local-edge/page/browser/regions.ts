/** Regions with their environments, and how far they are. */
import type { About, EnvironmentView, LoadedSpecs, RegionState } from '../api';
import { press } from './controls';
import { element, find, replace } from './dom';

const WORDS = { starting: 'starting', busy: 'busy', frozen: 'warm, frozen' };

const choice = find<HTMLSelectElement>('send-region');
const more = find<HTMLSelectElement>('more-regions');

let known: About['regions'] = [];

export function startRegions({ regions }: About): void {
  known = regions;
  setInterval(tellAges, 1_000);
  find('add-region').addEventListener('submit', (event) => {
    event.preventDefault();
    const added = known.find(({ name }) => name === more.value);
    if (added) void place(added.name, added.roundTripMs);
  });
}

function place(region: string, roundTripMs: number): Promise<void> {
  return press({ do: 'place', region, roundTripMs });
}

export function showRegions(regions: RegionState[]): void {
  replace(find('regions'), regions.map(rowOf));
  const names = regions.map(({ name }) => name);
  offer(choice, names);
  offer(
    more,
    known.map(({ name }) => name).filter((name) => !names.includes(name)),
  );
  find('add-region').hidden = more.options.length === 0;
}

/** What is chosen stays chosen. */
function offer(select: HTMLSelectElement, names: string[]): void {
  if ([...select.options].map(({ value }) => value).join() === names.join()) return;
  const { value } = select;
  replace(
    select,
    names.map((name) => element('option', { value: name }, name)),
  );
  if (names.includes(value)) select.value = value;
}

function rowOf({ name, roundTripMs, environments }: RegionState): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', {}, distanceOf(name, roundTripMs)),
    element(
      'td',
      {},
      ...(environments.length === 0
        ? [element('span', { className: 'small muted' }, 'None: the next request starts cold.')]
        : environments.map(environmentOf)),
    ),
  );
}

/** What somebody is typing is not written over. */
function distanceOf(name: string, roundTripMs: number): HTMLElement {
  const held = document.activeElement;
  if (held instanceof HTMLInputElement && held.dataset.region === name) {
    return held.closest<HTMLElement>('.distance') ?? held;
  }
  const input = element('input', {
    type: 'number',
    min: '0',
    max: '2000',
    step: '1',
    value: String(roundTripMs),
    ariaLabel: `Round trip of ${name}, in milliseconds`,
  });
  input.dataset.region = name;
  input.dataset.focus = name;
  input.addEventListener('change', () => {
    if (input.reportValidity()) void place(name, input.valueAsNumber);
  });
  return element('span', { className: 'distance' }, input, ' ms');
}

function environmentOf(environment: EnvironmentView): HTMLElement {
  const { state, startedAt, invocations, usedMb, specs } = environment;
  const told = [
    `since ${new Date(startedAt).toLocaleTimeString('en-GB')}`,
    `${invocations} ${invocations === 1 ? 'invocation' : 'invocations'}`,
    ...(usedMb > 0 ? [`${usedMb} MB`] : []),
  ];
  return element(
    'div',
    { className: 'environment' },
    element('span', { className: `pill ${state}` }, WORDS[state]),
    element(
      'span',
      { className: 'small' },
      told.join(' · '),
      ...(specs === null ? [] : specsOf(specs)),
    ),
  );
}

function specsOf({ origin, time, asOf }: LoadedSpecs): (Node | string)[] {
  const age = element('span', {}, ageOf(asOf));
  age.dataset.since = String(asOf);
  const from = origin === 'S3' ? 'specs' : 'specs in the zip';
  return [` · ${from} of ${time.slice(0, 10)}, as of `, age];
}

function ageOf(at: number): string {
  const seconds = Math.max(0, Math.round((Date.now() - at) / 1_000));
  return seconds < 120 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`;
}

function tellAges(): void {
  for (const age of document.querySelectorAll<HTMLElement>('[data-since]')) {
    age.textContent = ageOf(Number(age.dataset.since));
  }
}
