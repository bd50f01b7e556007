/** Every link from page to page leads somewhere, down to the heading. What is outside is not asked. */
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pages, ROOT, readPage } from '../support/docs/fenced-blocks';

const FENCED = /^ *(`{3,})[^\n]*\n.*?^ *\1 *$/gms;

/** A page without what is code in it. */
const prose = (page: string): string => page.replace(FENCED, '').replace(/`[^`\n]*`/g, '`code`');

const linksIn = (page: string): string[] =>
  [...prose(page).matchAll(/\]\((?!\w+:)<?([^)>\s]+)>?\)/g)].map(([, link = '']) => link);

/** As GitHub names headings: letters, numbers, hyphens and underscores, and a number for one that is there twice. */
const anchorsIn = (page: string): string[] => {
  const seen = new Map<string, number>();
  const headings = [...page.replace(FENCED, '').matchAll(/^#+ +(.+)$/gm)];
  return headings.map(([, heading = '']) => {
    const name = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  });
};

const brokenIn = (file: string): string[] =>
  linksIn(readPage(file)).filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : normalize(join(dirname(file), path));
    if (target.startsWith('..') || !existsSync(join(ROOT, target))) return true;
    return (
      anchor !== undefined &&
      !(target.endsWith('.md') && anchorsIn(readPage(target)).includes(anchor))
    );
  });

describe('links', () => {
  it.each(pages())('of %s lead to what is there', (file) => {
    expect(brokenIn(file)).toEqual([]);
  });

  it('lead from the index to every page of docs/', () => {
    const linked = linksIn(readPage('docs/README.md')).map((link) => link.split('#')[0]);
    const written = pages()
      .filter((page) => /^docs\/[^/]+\.md$/.test(page) && page !== 'docs/README.md')
      .map((page) => page.slice('docs/'.length));
    expect(written.filter((page) => !linked.includes(page))).toEqual([]);
  });
});

describe('anchorsIn', () => {
  it('names headings as GitHub does', () => {
    const page =
      "# `a` & *b*: what's, and 2\n## [Same](x.md)\n## Same\n```sh\n# no heading\n```\n## plan_here-too\n";
    expect(anchorsIn(page)).toEqual(['a--b-whats-and-2', 'same', 'same-1', 'plan_here-too']);
  });
});

describe('linksIn', () => {
  it('finds links and pictures, and neither addresses nor code', () => {
    const page =
      '[a](a.md#b) ![c](c.png) [d](https://d.example) `[e](e.md)`\n```md\n[f](f.md)\n```\n[g](<g h.md>)';
    expect(linksIn(page)).toEqual(['a.md#b', 'c.png']);
  });
});
