import { layOut } from './layout';
import { splitTemplate } from './template';

/** What stands in Terraform's native syntax already. */
export class Verbatim {
  constructor(readonly text: string) {}
}

/** As {@link renderValue}, on several lines where one would be too long. */
export function renderLaidOut(value: unknown): string {
  const text = renderValue(value);
  return value instanceof Verbatim ? text : layOut(text);
}

/** A value of Terraform's JSON syntax, as it is written in its native syntax. Unformatted: see format.ts. */
export function renderValue(value: unknown): string {
  if (typeof value === 'string') return renderTemplate(value);
  if (value instanceof Verbatim) return value.text;
  if (Array.isArray(value)) return renderList(value);
  if (typeof value === 'object' && value !== null) return renderMap(value);
  return String(value);
}

function renderTemplate(template: string): string {
  const parts = splitTemplate(template);
  const [first, ...others] = parts;
  // A text that is nothing but one interpolation is the expression itself, and may be of any type.
  if (first?.kind === 'expression' && others.length === 0) return first.text;
  const inner = parts.map((part) =>
    part.kind === 'literal' ? JSON.stringify(part.text).slice(1, -1) : `\${${part.text}}`,
  );
  return `"${inner.join('')}"`;
}

function renderList(list: readonly unknown[]): string {
  const entries = list.map(renderValue);
  const line = `[${entries.join(', ')}]`;
  return line.includes('\n') ? `[\n${entries.map((entry) => `${entry},\n`).join('')}]` : line;
}

function renderMap(map: object): string {
  const lines = Object.entries(map).map(
    ([key, value]) => `${renderKey(key)} = ${renderLaidOut(value)}\n`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}}`;
}

function renderKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? key : JSON.stringify(key);
}
