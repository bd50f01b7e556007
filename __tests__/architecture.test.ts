import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { circleIn, filesBehind, readImports } from './support/imports';

const ROOT = join(__dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const { imports, loads } = readImports();

/** The top folder that a file is in, or a file of the root itself. */
const topOf = (file: string) => file.split('/')[0] ?? file;

/** `from --> to` for every import of another top folder, with the file that it stands in. */
const crossings = [...imports].flatMap(([file, targets]) =>
  targets
    .filter((target) => topOf(target) !== topOf(file))
    .map((target) => ({ file, target, arrow: `${topOf(file)} --> ${topOf(target)}` })),
);

const drawing = /```mermaid\n(.*?)```/s.exec(read('ARCHITECTURE.md'))?.[1] ?? '';
const drawn = [...drawing.matchAll(/^ *(\S+ --> \S+)$/gm)].map(([, arrow = '']) => arrow);

describe('imports', () => {
  it('have no circle, types included', () => {
    expect(circleIn(imports)).toBeNull();
  });

  it('go from one folder to another only along the arrows of ARCHITECTURE.md', () => {
    const undrawn = crossings.filter(
      ({ file, arrow }) => topOf(file) !== '__tests__' && !drawn.includes(arrow),
    );
    expect(undrawn).toEqual([]);
  });

  it('are there for every arrow that ARCHITECTURE.md draws', () => {
    expect(drawn.length).toBeGreaterThan(0);
    const taken = new Set(crossings.map(({ arrow }) => arrow));
    expect(drawn.filter((arrow) => !taken.has(arrow))).toEqual([]);
  });
});

describe('the local edge as a library', () => {
  it('is nothing of npm start, and knows nothing of Statsig', () => {
    const reached = filesBehind('local-edge/index.ts', imports);
    expect(reached).toContain('local-edge/environment/index.ts');
    const ofStatsig =
      /^(handler\/src\/(?!cloudfront|http-names|restricted-headers|rules\/|routes\/path-pattern)|local-edge\/start\/)/;
    expect(reached.filter((file) => ofStatsig.test(file))).toEqual([]);
  });
});

describe('npm start', () => {
  it('loads neither the page nor what evaluates specs before somebody asks for them', () => {
    const loaded = filesBehind('local-edge/cli.ts', loads);
    expect(loaded).toContain('local-edge/page/at-first-ask.ts');
    const later = /^(local-edge\/page\/index|handler\/explain\/|handler\/src\/specs\/evaluator)/;
    expect(loaded.filter((file) => later.test(file))).toEqual([]);
  });
});

describe('circleIn', () => {
  it('names the files of a circle, and not those that lead to it', () => {
    const graph = new Map([
      ['a', ['leaf', 'b']],
      ['b', ['c']],
      ['c', ['leaf', 'b']],
      ['leaf', []],
    ]);
    expect(circleIn(graph)?.sort()).toEqual(['b', 'c']);
    expect(circleIn(new Map([['alone', ['alone']]]))).toEqual(['alone']);
    expect(circleIn(new Map([['a', ['b', 'elsewhere']]]))).toBeNull();
  });
});

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s', (document) => {
  const text = read(document);

  it('names paths that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)];
    const written = [...text.replace(/\[[^\]]*\]\(/g, '').matchAll(/`([\w.-]+\/[\w./-]*)`/g)];
    const paths = [...links, ...written].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names commands that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const commands = [...text.matchAll(/npm (?:run )?([a-z][\w:]*)/g)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(0);
    const ofNpm = ['ci', 'version'];
    expect(commands.filter((name) => !ofNpm.includes(name) && !(name in scripts))).toEqual([]);
  });
});
