/** What policies select of a request. */
import type { CloudFrontHeaders } from '../handler/src/cloudfront';
import type { Selection } from './policies';

export function isSelected(selection: Selection, name: string): boolean {
  switch (selection.kind) {
    case 'none':
      return false;
    case 'all':
      return true;
    case 'these':
      return selection.names.includes(name);
    case 'allExcept':
      return !selection.names.includes(name);
  }
}

/** Headers that one of the selections has; cookies are for `cookiesOf`. */
export function headersOf(headers: CloudFrontHeaders, ...selections: Selection[]) {
  return Object.entries(headers).filter(
    ([name]) => name !== 'cookie' && isSelectedBy(selections, name),
  );
}

/** The value of the Cookie header with what one of the selections has; null for nothing. */
export function cookiesOf(headers: CloudFrontHeaders, ...selections: Selection[]): string | null {
  const sent = (headers.cookie ?? []).map(({ value }) => value).join('; ');
  const pairs = pairsOf(headers);
  const kept = pairs.filter((pair) => isSelectedBy(selections, nameOf(pair)));
  if (kept.length === 0) return null;
  return kept.length === pairs.length ? sent : kept.join('; ');
}

/** The query string with what one of the selections has, in its order. */
export function queryOf(querystring = '', ...selections: Selection[]): string {
  const parameters = querystring.split('&');
  return parameters.filter((parameter) => isSelectedBy(selections, nameOf(parameter))).join('&');
}

/** The cookies of a request, each as `name=value`. */
export function pairsOf(headers: CloudFrontHeaders): string[] {
  return (headers.cookie ?? [])
    .flatMap(({ value }) => value.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
}

export function nameOf(pair: string): string {
  const mark = pair.indexOf('=');
  return mark === -1 ? pair : pair.slice(0, mark);
}

function isSelectedBy(selections: Selection[], name: string): boolean {
  return selections.some((selection) => isSelected(selection, name));
}
