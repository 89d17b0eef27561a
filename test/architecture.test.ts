import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { PAGES } from '../build/pages.ts';

/**
 * The import ladder: what the files under a path may import. The longest matching path decides; a file may always import from its own rung.
 * `packages` are names on the registry; `node:` stands for all of Node.
 */
interface Rung {
  home: string;
  may: string[];
  packages: string[];
}

/** Logarithms and exponentials of pure arithmetic, the same in every engine. */
const EXACT_FUNCTIONS = ['@stdlib/math-base-special-ln', '@stdlib/math-base-special-exp', '@stdlib/math-base-special-erfcinv'];
const STRATEGIES_PUBLIC = ['src/sim/strategies/index.ts', 'src/sim/strategies/strategy.ts', 'src/sim/strategies/*/params.ts'];
const CONTROLLERS = ['src/sim/strategies/strategy.ts', 'src/sim/strategies/*/controller.ts'];
const WORLD_PARAMS = ['src/sim/world/*/params.ts', 'src/sim/world/revision.ts'];
const PAGE = ['src/ui/page', 'src/ui/marks', 'src/ui/views', 'src/ui/player'];
const DRAWING = ['svelte', 'd3-array', 'd3-format', 'd3-scale', 'd3-shape'];
const DOOR = ['src/sim/index.ts'];
const LESSON_DATA = ['src/lessons/spec', ...['lesson', 'record', 'controls', 'prose'].map((name) => `src/lessons/${name}.ts`)];

const LADDER: Rung[] = [
  { home: 'src/sim/kernel', may: [], packages: ['pure-rand', ...EXACT_FUNCTIONS] },
  { home: 'src/sim/schema', may: ['src/sim/kernel'], packages: ['zod'] },
  { home: 'src/sim/trace', may: ['src/sim/kernel'], packages: [] },
  { home: 'src/sim/analysis', may: ['src/sim/kernel', 'src/sim/schema', 'src/sim/trace'], packages: [...EXACT_FUNCTIONS] },
  {
    home: 'src/sim/world',
    may: ['src/sim/kernel', 'src/sim/schema', 'src/sim/trace', 'src/sim/analysis'],
    packages: ['zod', ...EXACT_FUNCTIONS],
  },
  {
    home: 'src/sim/strategies',
    may: ['src/sim/kernel', 'src/sim/schema', 'src/sim/trace', 'src/sim/analysis'],
    packages: ['xstate', 'zod'],
  },
  {
    home: 'src/sim/scenario',
    may: [
      'src/sim/kernel',
      'src/sim/schema',
      'src/sim/trace',
      'src/sim/analysis',
      ...WORLD_PARAMS,
      ...STRATEGIES_PUBLIC,
      'src/sim/strategies/argo/pause-duration.ts',
      'src/sim/strategies/flagger/built-in.ts',
      'src/sim/expectation',
    ],
    packages: ['zod', 'js-yaml'],
  },
  { home: 'src/sim/metrics', may: ['src/sim/kernel', 'src/sim/trace'], packages: [] },
  // What a scenario expects speaks of metrics; nothing else of a scenario may.
  { home: 'src/sim/expectation', may: ['src/sim/kernel', 'src/sim/schema', 'src/sim/metrics'], packages: [] },
  {
    home: 'src/sim/conduct.ts',
    may: ['src/sim/kernel', 'src/sim/trace', 'src/sim/analysis', 'src/sim/world', 'src/sim/strategies/drive.ts', 'src/sim/strategies/strategy.ts', 'src/sim/scenario/types.ts'],
    packages: [],
  },
  { home: 'src/sim/run.ts', may: ['src/sim/conduct.ts', 'src/sim/trace', 'src/sim/strategies/index.ts', 'src/sim/scenario/types.ts'], packages: [] },
  // The slim door, for what plays in pages: no schemas, and one strategy at a time.
  { home: 'src/sim/play.ts', may: ['src/sim/conduct.ts', 'src/sim/trace', ...CONTROLLERS, 'src/sim/scenario/types.ts'], packages: [] },
  {
    home: 'src/sim/experiment',
    may: ['src/sim/kernel', 'src/sim/schema', 'src/sim/trace', 'src/sim/scenario', 'src/sim/metrics', 'src/sim/expectation', 'src/sim/run.ts', 'src/sim/strategies/index.ts'],
    packages: [...EXACT_FUNCTIONS],
  },
  { home: 'src/sim/index.ts', may: ['src/sim'], packages: [] },
  // Links into the app: the same in the app that opens them and in the terminal that points there.
  { home: 'src/link', may: DOOR, packages: [] },
  // What every page has around its content: type, base styles, look.
  { home: 'src/ui/page', may: ['src/ui/marks'], packages: ['svelte', '@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'] },
  { home: 'src/ui/marks', may: DOOR, packages: DRAWING },
  { home: 'src/ui/views', may: [...DOOR, 'src/ui/marks'], packages: DRAWING },
  { home: 'src/ui/player', may: [...DOOR, 'src/sim/play.ts', 'src/ui/marks', 'src/ui/views'], packages: DRAWING },
  { home: 'src/ui/compare', may: [...DOOR, 'src/report', 'src/results', 'src/ui/marks', 'src/ui/views', 'src/ui/player', 'package.json'], packages: DRAWING },
  {
    home: 'src/ui/app',
    may: [...DOOR, 'src/link', ...PAGE, 'src/ui/compare', 'scenarios'],
    packages: DRAWING,
  },
  { home: 'src/ui/front', may: [...DOOR, 'src/sim/play.ts', 'src/link', ...PAGE, 'src/ui/compare/together', 'src/lessons/content', 'scenarios'], packages: DRAWING },
  {
    home: 'src/ui/lessons',
    may: [...DOOR, 'src/link', ...PAGE, 'src/lessons/index.ts', 'src/lessons/library.ts', 'src/lessons/content'],
    packages: DRAWING,
  },
  // A run inside somebody else's page, and what that page needs to steer it.
  { home: 'src/embed', may: [...DOOR, 'src/link', 'src/ui/marks', 'src/ui/views', 'src/ui/player', 'scenarios'], packages: [...DRAWING, 'zod'] },
  { home: 'src/deck', may: ['src/embed/protocol', 'src/embed/host'], packages: ['reveal.js'] },
  // Lessons are data: their Markdown is parsed by authors' tools and at build time, never where they are shown.
  { home: 'src/lessons', may: [...DOOR, 'src/lessons/machine'], packages: [] },
  { home: 'src/lessons/machine', may: [...DOOR, ...LESSON_DATA], packages: ['xstate'] },
  { home: 'src/lessons/markdown', may: [...DOOR, ...LESSON_DATA], packages: ['unified', 'remark-parse', 'remark-gfm', 'remark-directive', 'mdast'] },
  { home: 'src/lessons/author', may: [...DOOR, ...LESSON_DATA, 'src/lessons/about.ts', 'src/lessons/markdown'], packages: ['node:', 'vite'] },
  // How a comparison is told: the same files from the terminal and from the browser.
  { home: 'src/report', may: DOOR, packages: [] },
  // How the runs of an experiment are kept: the same files in the terminal and in the browser.
  { home: 'src/results', may: DOOR, packages: ['hyparquet', 'hyparquet-writer'] },
  { home: 'src/cli', may: [...DOOR, 'src/report', 'src/link', 'src/results', 'src/lessons/index.ts', 'src/lessons/library.ts', 'src/lessons/author', 'package.json'], packages: ['commander', 'piscina', 'bullmq', 'ioredis', 'node:'] },
];

/** Where execution begins; what no entry reaches is dead. */
const ENTRIES = ['src/cli/bin.ts', 'src/sim/index.ts', 'vite.config.ts', ...PAGES.flatMap(({ file }) => scriptsOfPage(file))];

/** What a run may use of `Math`: the operations that the language defines to the last bit. */
const EXACT_MATH = new Set(['abs', 'ceil', 'clz32', 'floor', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc']);

/** Names that would let the clock, the machine, its locale or its chance into a run. (`document` and its kin are type errors there.) */
const IMPURE = new Set(
  (
    'Date Intl performance crypto setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame fetch globalThis console ' +
    'WeakRef FinalizationRegistry SharedArrayBuffer Atomics eval Function'
  ).split(' '),
);
const LOCALE_METHOD = /^(toLocale\w*|localeCompare)$/;

const sources = list('src').filter((file) => /\.(ts|svelte|css)$/.test(file));
const modules = sources.filter((file) => /\.(ts|svelte)$/.test(file));
const simModules = modules.filter((file) => file.startsWith('src/sim/') && file.endsWith('.ts'));

describe('the import ladder', () => {
  test('every module imports only from its own rung and those it may know', () => {
    expect(modules.flatMap((file) => importsOf(file).flatMap((imported) => objection(file, imported)))).toEqual([]);
  });

  test('every module of src has a rung', () => {
    expect(modules.filter((file) => rungOf(file) === undefined && !file.endsWith('.d.ts'))).toEqual([]);
  });

  test('an import names a file that is there, with its extension', () => {
    const local = modules.flatMap((file) =>
      importsOf(file)
        .filter(isPath)
        .map((imported) => ({ file, path: resolvePath(file, imported) })),
    );
    expect(local.filter(({ path }) => !existsSync(path)).map(({ file, path }) => `${file} imports ${path}`)).toEqual([]);
  });

  test('the ladder itself objects to a shortcut', () => {
    expect(objection('src/sim/kernel/calendar.ts', '../world/fleet/params.ts')).toHaveLength(1);
    expect(objection('src/sim/strategies/rolling/machine.ts', '../../world/router.ts')).toHaveLength(1);
    expect(objection('src/sim/metrics/exposure.ts', 'xstate')).toHaveLength(1);
    expect(objection('src/ui/views/Lane.svelte', '../app/state.ts')).toHaveLength(1);
    expect(objection('src/ui/app/App.svelte', '../../sim/run.ts')).toHaveLength(1);
    expect(objection('src/cli/bin.ts', '../ui/views/chart.ts')).toHaveLength(1);
    expect(objection('src/sim/scenario/parse.ts', '../world/fleet/params.ts')).toEqual([]);
    expect(objection('src/sim/scenario/parse.ts', '../world/fleet/replica.ts')).toHaveLength(1);
    expect(objection('src/sim/scenario/parse.ts', 'yaml')).toHaveLength(1);
  });
});

describe('a run depends on its scenario and its seed alone', () => {
  test('nothing in src/sim names the clock, the machine, its locale or its chance', () => {
    expect(simModules.flatMap((file) => impurities(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  test.each([
    ['Date.now()', 'Date'],
    ['Math.random()', 'Math.random'],
    ['const { log } = Math;', 'Math'],
    ["Math['exp'](1)", 'Math'],
    ['x ** 0.5', '**'],
    ['2 ** 0.5', '**'],
    ['2 ** (octave / 3)', '**'],
    ['x **= 2', '**'],
    ['setTimeout(step, 10)', 'setTimeout'],
    ['total.toLocaleString()', 'toLocaleString'],
    ['names.sort((a, b) => a.localeCompare(b))', 'localeCompare'],
    ['new Intl.NumberFormat()', 'Intl'],
  ])('%s is caught', (code, name) => {
    expect(impurities('sample.ts', code)).toEqual([`sample.ts:1 ${name}`]);
  });

  test('whole powers of two, and words that only look alike, are fine', () => {
    expect(
      impurities(
        'sample.ts',
        'const limit = 2 ** 32 + 2 ** -octave; const at = { Date: 1, performance: 2 }.performance; type Math = number;',
      ),
    ).toEqual([]);
  });
});

describe('the house is tidy', () => {
  test('no source file is longer than 400 lines', () => {
    const long = [...sources, ...list('test').filter((file) => file.endsWith('.ts'))]
      .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400);
    expect(long).toEqual([]);
  });

  test('every source file is reached from an entry', () => {
    const reached = new Set<string>();
    const pending = [...ENTRIES];
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      if (reached.has(file) || !existsSync(file)) continue;
      reached.add(file);
      pending.push(
        ...importsOf(file)
          .filter(isPath)
          .map((imported) => resolvePath(file, imported)),
      );
    }
    expect(sources.filter((file) => !reached.has(file) && !file.endsWith('.d.ts'))).toEqual([]);
  });
});

describe('the supply chain', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const direct: Record<string, string> = { ...dependencies, ...devDependencies, ...optionalDependencies };

  test('every direct dependency is one exact version', () => {
    expect(Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('the YAML library that can abort a process is not among them', () => {
    expect(Object.keys(direct)).not.toContain('yaml');
  });

  test('installing runs no scripts, and the lockfile names no registry', () => {
    expect(readFileSync('.npmrc', 'utf8').split('\n')).toEqual(
      expect.arrayContaining(['ignore-scripts=true', 'engine-strict=true', 'save-exact=true']),
    );
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved"/);
  });
});

/** Why this file may not import that, as a list of at most one sentence. */
function objection(file: string, imported: string): string[] {
  const rung = rungOf(file);
  if (rung === undefined) return [];
  if (!isPath(imported)) {
    const fine = rung.packages.some((name) => imported === name || imported.startsWith(name.endsWith(':') ? name : `${name}/`));
    return fine ? [] : [`${file} may not import the package ${imported}`];
  }
  const target = resolvePath(file, imported);
  if (rungOf(target) === rung) return [];
  return rung.may.some((place) => isWithin(target, place)) ? [] : [`${file} may not import ${target}`];
}

function rungOf(file: string): Rung | undefined {
  return LADDER.filter(({ home }) => isWithin(file, home)).sort((a, b) => b.home.length - a.home.length)[0];
}

/** `*` in a place stands for one or more folders. */
function isWithin(file: string, place: string): boolean {
  if (!place.includes('*')) return file === place || file.startsWith(`${place}/`);
  const [before, after] = place.split('*') as [string, string];
  return file.startsWith(before) && file.endsWith(after) && file.length > before.length + after.length;
}

/** Every specifier that a file imports: static, for types, dynamic, as the address of a worker, and of one style sheet by another. */
function importsOf(file: string): string[] {
  const code = scriptOf(file, readFileSync(file, 'utf8'));
  if (file.endsWith('.css')) return [...code.matchAll(/@import\s+['"]([^'"]+)['"]/g)].map((match) => match[1]!);
  const addresses = [...code.matchAll(/new URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g)].map((match) => match[1]!);
  return [...ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName), ...addresses];
}

function scriptOf(file: string, text: string): string {
  if (!file.endsWith('.svelte')) return text;
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]!).join('\n');
}

function scriptsOfPage(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/<script[^>]*\ssrc="\.?\/?([^"]+)"/g)].map((match) => match[1]!);
}

function isPath(imported: string): boolean {
  return imported.startsWith('.');
}

function resolvePath(file: string, imported: string): string {
  return posix.join(posix.dirname(file), imported.replace(/\?.*$/, ''));
}

function list(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative('.', join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.startsWith('test/canaries/'))
    .sort();
}

/** Each use of something impure, as `file:line name`. */
function impurities(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const report = (node: ts.Node, name: string) =>
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1} ${name}`);

  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isFreeName(node)) {
      if (IMPURE.has(node.text)) report(node, node.text);
      if (node.text === 'Math') {
        const member = ts.isPropertyAccessExpression(node.parent) ? node.parent.name.text : null;
        if (member === null) report(node, 'Math');
        else if (!EXACT_MATH.has(member)) report(node, `Math.${member}`);
      }
    }
    if (ts.isPropertyAccessExpression(node) && LOCALE_METHOD.test(node.name.text)) report(node, node.name.text);
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      const isPower = kind === ts.SyntaxKind.AsteriskAsteriskToken && !isPowerOfTwo(node);
      if (isPower || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken) report(node, '**');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Powers of two with a whole exponent, written out or in a variable, are exact everywhere. */
function isPowerOfTwo({ left, right }: ts.BinaryExpression): boolean {
  const exponent = ts.isPrefixUnaryExpression(right) ? right.operand : right;
  return left.getText() === '2' && (ts.isIdentifier(exponent) || (ts.isNumericLiteral(exponent) && /^\d+$/.test(exponent.text)));
}

/** Whether an identifier stands for a value in scope, rather than a member's name, a key, a declaration or a type. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !(
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isTypeReferenceNode(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isExportSpecifier(parent)
  );
}
