/** The table of values, and the chart of how visitors fall. */
import type { SpecValue } from '../api';
import { element, find, pre, replace, shownValue } from './dom';
import { splitOf, valuesOf } from './server';
import { typedVisitor } from './visitor';

const rows = find('values-rows');
const filter = find<HTMLInputElement>('filter');
const chosen = find<HTMLSelectElement>('split-of');
const problem = find('values-problem');

let specs: SpecValue[] = [];
/** What is typed meanwhile makes an answer an old one. */
let asked = 0;

export function startValues(): void {
  filter.addEventListener('input', showRows);
  chosen.addEventListener('change', () => void showSplit());
}

/** For the visitor and the specs of now. */
export async function showValues(): Promise<void> {
  asked += 1;
  const mine = asked;
  try {
    const values = await valuesOf(typedVisitor());
    if (mine !== asked) return;
    specs = values.specs;
    replace(find('user'), [pre(values.user)]);
    showRows();
    showChoice();
    await showSplit();
    tell('');
  } catch (error) {
    if (mine === asked) tell((error as Error).message);
  }
}

function tell(message: string): void {
  problem.textContent = message;
  problem.hidden = message === '';
}

function showRows(): void {
  const wanted = filter.value.trim().toLowerCase();
  const shown = specs.filter(({ name }) => name.toLowerCase().includes(wanted));
  const count = `${shown.length}${shown.length < specs.length ? ` of ${specs.length}` : ''}`;
  find('values-count').textContent = count;
  replace(rows, shown.map(rowOf));
}

function rowOf({ key, name, entity, value, rule, reason, untold }: SpecValue): HTMLElement {
  const isGiven = value !== undefined;
  const show = element('button', { type: 'button', className: 'quiet' }, 'Split');
  show.setAttribute('aria-label', `Split of ${name}`);
  show.dataset.focus = key;
  show.addEventListener('click', () => {
    chosen.value = key;
    void showSplit();
    find('split-title').scrollIntoView({ block: 'nearest' });
  });
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      element('span', { className: 'name' }, name),
      element('span', { className: 'kind' }, entity.replaceAll('_', ' ')),
    ),
    element(
      'td',
      {},
      isGiven ? shownValue(value) : element('span', { className: 'pill none' }, 'default'),
    ),
    element(
      'td',
      {},
      element('span', {}, isGiven ? reason : `The route’s default: ${reason}.`),
      ...(rule === '' ? [] : [element('code', { className: 'rule' }, rule)]),
      ...(untold.length === 0
        ? []
        : [
            element(
              'span',
              { className: 'note' },
              `Looks at ${untold.join(', ')}, which a request does not tell.`,
            ),
          ]),
    ),
    element('td', { className: 'act' }, show),
  );
}

function showChoice(): void {
  const { value } = chosen;
  replace(
    chosen,
    specs.map(({ key, name }) => element('option', { value: key }, name)),
  );
  if (specs.some(({ key }) => key === value)) chosen.value = value;
}

async function showSplit(): Promise<void> {
  const key = chosen.value;
  if (key === '') return replace(find('split-rows'), []);
  const { visitors, shares } = await splitOf({ key, visitor: typedVisitor() });
  if (key !== chosen.value) return;
  replace(
    find('split-rows'),
    shares.map(({ label, rule, visitors: of }, index) =>
      element(
        'tr',
        {},
        element(
          'th',
          { scope: 'row' },
          element('span', { className: 'name' }, label),
          element('code', { className: 'rule' }, rule),
        ),
        element('td', { className: 'number' }, of.toLocaleString('en')),
        element('td', { className: 'number' }, `${((100 * of) / visitors).toFixed(1)} %`),
        element('td', {}, barOf(of / visitors, index)),
      ),
    ),
  );
}

const SVG = 'http://www.w3.org/2000/svg';
/** As many as page.css has. */
const COLOURS = 5;

/** @param share from 0 to 1 */
function barOf(share: number, index: number): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('viewBox', '0 0 100 10');
  svg.setAttribute('preserveAspectRatio', 'none');
  for (const [className, width] of [
    ['track', 100],
    [`share share-${index % COLOURS}`, 100 * share],
  ] as const) {
    const rect = document.createElementNS(SVG, 'rect');
    rect.setAttribute('class', className);
    rect.setAttribute('width', String(width));
    rect.setAttribute('height', '10');
    svg.append(rect);
  }
  return svg;
}
