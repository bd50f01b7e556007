/** What `check` says, for people. */

import type { Given } from '../../handler/explain/given';
import type { Screen } from '../terminal';
import { counted } from '../words';
import { bar, percent } from './bar';
import type { CheckReport, SpecReport } from './report';

/** Statsig's words for what specs hold, in the order in which they are listed. */
const TITLES: Record<string, string> = {
  gate: 'Gates',
  holdout: 'Holdouts',
  segment: 'Segments',
  experiment: 'Experiments',
  autotune: 'Autotune experiments',
  dynamic_config: 'Dynamic configs',
  layer: 'Layers',
};

export function checkText(file: string, report: CheckReport, screen: Screen): string {
  const { specs, routes } = report;
  const problems = specs.filter(({ problem }) => problem !== null);
  return [
    `${screen.paint('green', 'usable')}  ${file}, specs of ${report.time}`,
    ...sizeLines(report, screen),
    ...section('Routes that give their default', screen, routes, ({ of, reason }) => [
      `${screen.paint('red', of)}: ${reason}`,
    ]),
    ...section('Cannot be evaluated at the edge; gives the default', screen, problems, (spec) =>
      problemLines(spec, screen),
    ),
    ...section(
      'Looks at what a request does not tell; a function of your own can',
      screen,
      specs.filter(({ problem, untold }) => problem === null && untold.length > 0),
      ({ kind, name, untold }) => [`${kind} ${name}: ${untold.join(', ')}`],
    ),
    ...groups(specs).flatMap(({ title, members }) => {
      const width = Math.max(...members.map(({ name }) => name.length));
      return section(title, screen, members, (spec) => specLines(spec, width, screen));
    }),
  ].join('\n');
}

function sizeLines({ size }: CheckReport, { paint }: Screen): string[] {
  const { bytes, maxBytes, zipKib, maxZipKib } = size;
  const zip = `the function's zip with them: about ${zipKib} KiB of at most ${count(maxZipKib)}`;
  return [
    `${count(bytes)} bytes of at most ${count(maxBytes)}; ${zip}`,
    ...(zipKib > maxZipKib
      ? [
          paint(
            'yellow',
            'Too large to be packaged with the function: set package_specs to false, or name smaller specs in fallback_specs_file, such as those of a target app.',
          ),
        ]
      : []),
  ];
}

function section<T>(
  title: string,
  { paint }: Screen,
  members: T[],
  lines: (member: T) => string[],
): string[] {
  if (members.length === 0) return [];
  return [
    '',
    paint('bold', `${title} (${members.length})`),
    ...members.flatMap(lines).map((line) => `  ${line}`),
  ];
}

/** Longer ones keep their ends: what is asked for, and the cause. */
const MAX_CHAIN = 6;

function problemLines({ problem }: SpecReport, { paint }: Screen): string[] {
  if (problem === null) return [];
  const { chain, cause } = problem;
  const left = chain.length - MAX_CHAIN;
  const shown =
    left > 0 ? [...chain.slice(0, MAX_CHAIN - 1), `… ${left} more …`, ...chain.slice(-1)] : chain;
  return [paint('yellow', shown.join(' → ')), `  ${cause}`];
}

function groups(specs: SpecReport[]): { title: string; members: SpecReport[] }[] {
  const entities = [...new Set([...Object.keys(TITLES), ...specs.map(({ entity }) => entity)])];
  return entities.map((entity) => ({
    title: TITLES[entity] ?? entity,
    members: specs.filter((spec) => spec.entity === entity),
  }));
}

function specLines(spec: SpecReport, width: number, screen: Screen): string[] {
  const { paint } = screen;
  const name = spec.name.padEnd(width);
  if (spec.problem !== null) return [`${name}  ${paint('yellow', 'default')}`];
  if (spec.split !== undefined) return splitLines(spec.split, name, screen);
  if (spec.user) return [`${name}  ${givenText(spec.user, screen)}`];
  return [`${name}  ${spec.enabled ? counted(spec.rules, 'rule') : paint('dim', 'disabled')}`];
}

function givenText({ value, ...by }: Given, { paint }: Screen): string {
  const rule = paint('dim', ruleText(by));
  if (typeof value === 'boolean') return `${onOrOff(value).padEnd(3)}  ${rule}`;
  return `${rule}  ${cut(JSON.stringify(value))}`;
}

function ruleText({ ruleID, group, experiment }: Omit<Given, 'value'>): string {
  const rule = group === null ? `rule ${ruleID}` : `${group} (rule ${ruleID})`;
  return experiment === null ? rule : `${rule} of ${experiment}`;
}

const BAR_LENGTH = 20;

function splitLines(
  split: NonNullable<SpecReport['split']>,
  name: string,
  { paint }: Screen,
): string[] {
  const all = split.reduce((sum, { users }) => sum + users, 0);
  return split.map(({ users, value, ...by }, index) => {
    const drawn = paint('green', bar(users / all, BAR_LENGTH).padEnd(BAR_LENGTH));
    const what = typeof value === 'boolean' ? onOrOff(value) : ruleText(by);
    const start = index === 0 ? name : ' '.repeat(name.length);
    return `${start}  ${drawn}  ${percent(users / all)}  ${what}`;
  });
}

function onOrOff(value: boolean): string {
  return value ? 'on' : 'off';
}

const MAX_VALUE = 80;

function cut(text: string): string {
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
