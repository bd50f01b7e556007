import { endOfString } from './template';

/** Characters up to which an expression stays on one line. */
const WIDTH = 100;

/**
 * Breaks an expression that is too long for a line where people would: at its outermost operators, and else inside its
 * outermost brackets.
 */
export function layOut(expression: string): string {
  const longest = Math.max(...expression.split('\n').map((line) => line.length));
  if (longest <= WIDTH) return expression;
  return brokenUp(expression) ?? expression;
}

/** Null where there is no place to break at. */
function brokenUp(expression: string): string | null {
  return (
    brokenAtConditional(expression) ??
    brokenInsideCompared(expression) ??
    brokenAtOperators(expression) ??
    brokenInside(expression)
  );
}

function brokenAtConditional(expression: string): string | null {
  const [condition, branches] = splitOnce(expression, ' ? ');
  const [whenTrue, whenFalse] = splitOnce(branches ?? '', ' : ');
  if (branches === undefined || whenFalse === undefined) return null;
  // `x == null ? true : …` says in passing what needs no line of its own.
  const guard = `${condition} ? ${whenTrue} : `;
  const isLong = whenFalse.length > WIDTH || brokenAtOperators(whenFalse) !== null;
  const rest = guard.length <= WIDTH / 2 && isLong ? brokenUp(whenFalse) : null;
  if (rest !== null) return guard + rest;
  return `(\n${condition}\n? ${layOut(whenTrue)}\n: ${layOut(whenFalse)}\n)`;
}

function brokenAtOperators(expression: string): string | null {
  for (const operator of [' || ', ' && ', ' == ']) {
    const parts = split(expression, operator);
    if (parts.length > 1) return `(\n${parts.map(layOut).join(`${operator.trimEnd()}\n`)}\n)`;
  }
  return null;
}

/** A call that is compared with a word or a number, which needs no line of its own: `length(…) == 0`. */
function brokenInsideCompared(expression: string): string | null {
  const [call, compared] = splitOnce(expression, ' == ');
  if (!/^\w+\(/.test(call) || !/^(\w+|"\w*")$/.test(compared ?? '')) return null;
  const broken = brokenInside(call);
  return broken === null ? null : `${broken} == ${compared}`;
}

function layOutAttribute(line: string): string {
  const [name, value] = splitOnce(line, ' = ');
  return value === undefined ? line : `${name} = ${layOut(value)}`;
}

/** A call, list or object as a whole, such as `alltrue([…])`. */
function brokenInside(expression: string): string | null {
  const opening = expression.search(/[([{]/);
  if (opening < 0 || endOfBracket(expression, opening) !== expression.length - 1) return null;
  const [before, inner] = [expression.slice(0, opening + 1), expression.slice(opening + 1, -1)];
  const after = expression.slice(-1);
  // An object has a line for each attribute from the start.
  if (inner.startsWith('\n'))
    return before + split(inner, '\n').map(layOutAttribute).join('\n') + after;
  // Nothing is gained inside the brackets of an index, which take no comma at the end either.
  if (inner.trim() === '' || /\w\[$/.test(before)) return null;
  const loop = /^\s*for /.test(inner) ? loopOf(inner.trim()) : null;
  if (loop !== null) {
    const body = layOutBody(loop.body);
    return `${before}\n${brokenInHead(loop.head)} :${body.startsWith('(\n') ? ' ' : '\n'}${body}\n${after}`;
  }
  // Brackets around operators are the ones that the operators would get.
  if (expression.startsWith('(')) return brokenAtConditional(inner) ?? brokenAtOperators(inner);
  const parts = split(inner, ', ');
  const [only] = parts;
  // `alltrue([` opens two brackets on one line, and `])` closes them.
  const nested = parts.length === 1 && only !== undefined ? brokenInside(only) : null;
  if (nested !== null) return before + nested + after;
  const lines = after === ')' ? parts.map(layOut).join(',\n') : filled(parts.map(layOut));
  return `${before}\n${lines}\n${after}`;
}

/** `for x in xs`, where `xs` may be a list that is too long for a line. */
function brokenInHead(head: string): string {
  const [names, list] = splitOnce(head, ' in ');
  return head.length <= WIDTH || list === undefined ? head : `${names} in ${layOut(list)}`;
}

/** `for x in xs : body` taken apart, where `xs` may be a conditional with a colon of its own. */
function loopOf(loop: string): { head: string; body: string } {
  const parts = split(loop, ' : ');
  const head = (length: number): string => parts.slice(0, length).join(' : ');
  let length = 1;
  while (split(head(length), ' ? ').length > length) length += 1;
  return { head: head(length), body: parts.slice(length).join(' : ') };
}

/** What a loop makes, which may be `key => value`, and `if` something only: neither is an operator to break at. */
function layOutBody(body: string): string {
  const [made, filter] = splitOnce(body, ' if ');
  const [key, value] = splitOnce(made, ' => ');
  if (filter === undefined && value === undefined) return layOut(body);
  if (body.split('\n').every((line) => line.length <= WIDTH)) return body;
  const laidOut = value === undefined ? layOut(made) : `${key} => ${layOut(value)}`;
  return filter === undefined ? laidOut : `${laidOut}\nif ${filter}`;
}

/** As many numbers of a list on a line as fit: two dozen need no two dozen lines. */
function filled(parts: readonly string[]): string {
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    const isShort = line !== undefined && /^\d+$/.test(part) && `${line} ${part},`.length <= WIDTH;
    if (isShort) lines[lines.length - 1] = `${line} ${part},`;
    else lines.push(`${part},`);
  }
  return lines.join('\n');
}

function splitOnce(text: string, separator: string): [string, string?] {
  const [first = text, ...others] = split(text, separator);
  return others.length === 0 ? [first] : [first, others.join(separator)];
}

/** Splits where the separator stands outside of brackets and strings. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '"') at = endOfString(text, at);
    else if ('([{'.includes(letter)) at = endOfBracket(text, at);
    else if (text.startsWith(separator, at)) {
      parts.push(text.slice(start, at));
      start = at + separator.length;
      at = start - 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Where the bracket is closed that opens at `start`. */
function endOfBracket(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '"') at = endOfString(text, at);
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`A bracket is not closed in ${JSON.stringify(text)}.`);
}
