/** A text with interpolations in it, taken apart: `a-${var.x}` is the literal `a-` and the expression `var.x`. */
export interface TemplatePart {
  readonly kind: 'literal' | 'expression';
  readonly text: string;
}

/**
 * Takes a template apart as Terraform does. An escaped `$${` belongs to the literal, as it is.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function splitTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = '';
  let at = 0;
  while (at < template.length) {
    if (template.startsWith('$${', at)) {
      literal += '$${';
      at += 3;
    } else if (template.startsWith('${', at)) {
      const end = endOfExpression(template, at + 2);
      if (literal !== '') parts.push({ kind: 'literal', text: literal });
      literal = '';
      parts.push({ kind: 'expression', text: template.slice(at + 2, end) });
      at = end + 1;
    } else {
      literal += template[at];
      at += 1;
    }
  }
  if (literal !== '') parts.push({ kind: 'literal', text: literal });
  return parts;
}

/** Where the `}` is that closes an interpolation whose inside begins at `start`. */
function endOfExpression(template: string, start: number): number {
  let depth = 0;
  for (let at = start; at < template.length; at += 1) {
    const letter = template[at];
    if (letter === '"') at = endOfString(template, at);
    else if (letter === '{') depth += 1;
    else if (letter === '}' && depth > 0) depth -= 1;
    else if (letter === '}') return at;
  }
  throw new Error(`An interpolation is not closed in ${JSON.stringify(template)}.`);
}

/** Where the quote is that closes the string whose opening quote is at `start`. Strings hold interpolations again. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith('$${', at)) at += 2;
    else if (text.startsWith('${', at)) at = endOfExpression(text, at + 2);
    else if (text[at] === '"') return at;
  }
  throw new Error(`A string is not closed in ${JSON.stringify(text)}.`);
}
