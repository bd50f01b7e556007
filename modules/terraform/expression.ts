import { type IResolvable, type IResolveContext, Token, Tokenization } from 'cdktf';

/**
 * A piece of Terraform's language, decided by Terraform and not at synth. Written with {@link hcl}.
 *
 * CDKTF's own `Op` and `Fn` put brackets around everything, and escape what looks like a reference; the module that is
 * rendered from these constructs should read as if written by hand.
 */
export class Expression implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(
    private readonly texts: readonly string[],
    private readonly values: readonly unknown[],
  ) {}

  resolve(context: IResolveContext): string {
    const whole = context.suppressBraces !== true;
    context.suppressBraces = true;
    const hclText = this.texts.reduce(
      (text, next, index) => text + toHcl(this.values[index - 1], context) + next,
    );
    return whole ? `\${${hclText}}` : hclText;
  }

  toString(): string {
    return Token.asString(this);
  }

  toJSON(): string {
    return this.toString();
  }
}

/**
 * @example hcl`${props.name} != null` // var.name != null
 */
export function hcl(texts: TemplateStringsArray, ...values: readonly unknown[]): Expression {
  return new Expression(texts, values);
}

/** Text that stands in an expression as it is written. */
export function bare(text: string): Expression {
  return new Expression([text], []);
}

/** Whether Terraform decides the value. False for a plain value, which is known at synth. */
export function isExpression(value: unknown): boolean {
  return Token.isUnresolved(value);
}

/** A list of texts as the bindings take it, whoever decides it. */
export function listOf(texts: string[] | IResolvable | null | undefined): string[] {
  return Array.isArray(texts) ? texts : Token.asList(texts);
}

/** A text that may be left out, as the bindings take it. */
export function textOf(text: string | IResolvable | null | undefined): string | undefined {
  return text === null || text === undefined ? undefined : String(text);
}

/** A list of texts that may be left out, as the bindings take it. */
export function textsOf(texts: string[] | IResolvable | null | undefined): string[] | undefined {
  return texts === null || texts === undefined ? undefined : listOf(texts);
}

/** A number that may be left out, as the bindings take it. */
export function numberOf(number: number | IResolvable | null | undefined): number | undefined {
  return number === null || number === undefined ? undefined : Token.asNumber(number);
}

/** A value as it stands inside an expression: a reference bare, everything else as a literal. */
function toHcl(value: unknown, context: IResolveContext): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return stringToHcl(value, context);
  if (isExpression(value)) return String(context.resolve(value));
  if (Array.isArray(value)) return `[${value.map((entry) => toHcl(entry, context)).join(', ')}]`;
  if (typeof value === 'object') return objectToHcl(value, context);
  return String(value);
}

function stringToHcl(value: string, context: IResolveContext): string {
  if (!Token.isUnresolved(value)) return quote(value);
  const { fragments } = splitTokens(value);
  if (fragments.length === 1) return String(context.resolve(fragments[0]));
  const inner = fragments.map((fragment) =>
    typeof fragment === 'string' ? escapeQuoted(fragment) : `\${${context.resolve(fragment)}}`,
  );
  return `"${inner.join('')}"`;
}

/** A text with references in it, such as `"${name}-role"`, taken apart into texts and references. */
function splitTokens(text: string): { fragments: (string | IResolvable)[] } {
  const fragments: (string | IResolvable)[] = [];
  let rest = text;
  for (const token of Tokenization.reverseString(text).tokens) {
    const mark = token.toString();
    const at = rest.indexOf(mark);
    if (at > 0) fragments.push(rest.slice(0, at));
    fragments.push(token);
    rest = rest.slice(at + mark.length);
  }
  if (rest !== '') fragments.push(rest);
  return { fragments };
}

function objectToHcl(value: object, context: IResolveContext): string {
  const lines = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([key, entry]) => `${isIdentifier(key) ? key : quote(key)} = ${toHcl(entry, context)}\n`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}}`;
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key);
}

function quote(text: string): string {
  return `"${escapeQuoted(text)}"`;
}

/** @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
function escapeQuoted(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[$%]\{/g, (opening) => opening[0] + opening);
}
