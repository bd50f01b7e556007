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
  // Regions are added and never taken away: those that are there are not moved.
  find('regions').append(...regions.map(rowOf).filter((row) => !row.isConnected));
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

interface Row {
  row: HTMLElement;
  distance: HTMLInputElement;
  environments: HTMLElement;
}

/** They stay as long as the page does, so that what somebody types is not taken away. */
const rows = new Map<string, Row>();

function rowOf({ name, roundTripMs, environments }: RegionState): HTMLElement {
  const { row, distance, environments: cell } = rows.get(name) ?? newRow(name);
  if (document.activeElement !== distance) distance.value = String(roundTripMs);
  replace(
    cell,
    environments.length === 0
      ? [element('span', { className: 'small muted' }, 'None: the next request starts cold.')]
      : environments.map(environmentOf),
  );
  return row;
}

function newRow(name: string): Row {
  const distance = element('input', {
    type: 'number',
    min: '0',
    max: '2000',
    step: '1',
    ariaLabel: `Round trip of ${name}, in milliseconds`,
  });
  distance.addEventListener('change', () => {
    if (distance.reportValidity()) void place(name, distance.valueAsNumber);
  });
  const environments = element('td');
  const row = element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', {}, element('span', { className: 'distance' }, distance, ' ms')),
    environments,
  );
  const made = { row, distance, environments };
  rows.set(name, made);
  return made;
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
