/** Elements. Whatever specs and requests say is put into them as text, never as HTML. */

type Child = Node | string;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The element of the page that has this id. */
export function find<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found as Kind;
}

/** Puts these in the place of what is there; what has the focus and the same `data-focus` keeps it. */
export function replace(parent: HTMLElement, children: Child[]): void {
  const { activeElement } = document;
  const held = activeElement instanceof HTMLElement && parent.contains(activeElement);
  const name = held ? activeElement.dataset.focus : undefined;
  parent.replaceChildren(...children);
  if (name === undefined) return;
  const same = [...parent.querySelectorAll<HTMLElement>('[data-focus]')];
  same.find(({ dataset }) => dataset.focus === name)?.focus();
}

/** A value as JSON: in short, and whole where somebody asks for it. */
export function shownValue(value: unknown): HTMLElement {
  if (typeof value === 'boolean') {
    return element('span', { className: value ? 'pill on' : 'pill off' }, String(value));
  }
  // In one line, with spaces at which it can be broken.
  const short = JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ');
  if (short.length <= SHORT) return element('code', {}, short);
  return element(
    'details',
    { className: 'long' },
    element('summary', {}, element('code', {}, `${short.slice(0, SHORT)}…`)),
    pre(value),
  );
}

const SHORT = 80;

export function pre(value: unknown): HTMLPreElement {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  // With the keyboard, too, one can scroll it.
  return element('pre', { tabIndex: 0 }, text);
}
