/** The form of the visitor. */
import type { TypedVisitor } from '../api';
import { find } from './dom';

const FIELDS = [
  'userID',
  'stableID',
  'country',
  'ip',
  'userAgent',
  'cookie',
  'email',
  'more',
] as const satisfies (keyof TypedVisitor)[];

/** Longer than somebody takes from one key to the next. */
const PAUSE_MS = 150;

const form = find<HTMLFormElement>('visitor');

function fieldOf(name: keyof TypedVisitor): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

export function typedVisitor(): TypedVisitor {
  return Object.fromEntries(
    FIELDS.map((name) => [name, fieldOf(name).value]),
  ) as unknown as TypedVisitor;
}

/** @param changed called once somebody has typed */
export function startVisitor(changed: () => void): void {
  const meetAnother = () => {
    fieldOf('stableID').value = crypto.randomUUID();
  };
  meetAnother();
  fieldOf('userAgent').value = navigator.userAgent;
  let pause: number | undefined;
  form.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(changed, PAUSE_MS);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  find('new-visitor').addEventListener('click', () => {
    fieldOf('userID').value = '';
    meetAnother();
    changed();
  });
}
