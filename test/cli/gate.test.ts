import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, expect, test, vi } from 'vitest';
import { junitOf, xml } from '../../src/cli/formats/junit.ts';
import { SMALL, cutover } from './run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutover-gate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
// Servers that stop at once lose a few requests; these wait until nobody sends them any more.
const CALM = SMALL.replace('boot: 4s', 'boot: 4s, preStop: 8s');
const good = file('good.yaml', CALM);
const broken = file("bro'ken & <co>.yaml", CALM.replace('v2: { latency: 40ms }', 'v2: { latency: 40ms, errorRate: 30% }'));
const few = ['--runs', '12'];

/** Every element that is opened is closed, in order, and nothing else looks like markup. */
function isWellFormed(text: string): boolean {
  const open: string[] = [];
  const rest = text
    .replace(/^<\?xml [^?]*\?>\n/, '')
    .replace(/<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g, (_all, end: string, name: string, _attributes, empty: string) => {
      if (end !== '') return open.pop() === name ? '' : '<';
      if (empty === '') open.push(name);
      return '';
    });
  return open.length === 0 && !/[<>]/.test(rest) && !/&(?!#\d+;)/.test(text);
}

test('a form for machines that has nothing to say does not keep it to itself', async () => {
  const { code, err } = await cutover(['check', good, '--format', 'json']);
  expect([code, err]).toEqual([0, `${good}: nothing is expected of it. Add --expect, or expect: to the file.\n`]);
});

test('without expectations nothing is played, and with them the gate passes or fails by its exit code', async () => {
  const plain = await cutover(['check', good]);
  expect([plain.code, plain.out.split('\n')]).toEqual([0, [expect.stringContaining('ok, read as'), '']]);
  const passed = await cutover([
    'check',
    good,
    '--expect',
    'availability >= 90%',
    '--expect',
    'downtime <= 0s in every run',
    ...few,
  ]);
  expect(passed.code).toBe(0);
  expect(passed.out).toMatch(/^ {2}pass {7}availability >= 90% +mean /m);
  expect(passed.out).toMatch(/^ {2}pass .*12 of 12 runs hold it$/m);
  const failed = await cutover(['check', broken, '--expect', 'availability >= 99%', ...few]);
  expect(failed.code).toBe(1);
  expect(failed.out).toMatch(/^ {2}fail {7}availability >= 99% /m);
});

test('the worst run that is named violates the expectation when it is played again', async () => {
  const { out } = await cutover([
    'check',
    broken,
    '--expect',
    'failed <= 5',
    '--set',
    'traffic.rate=10/s',
    '--format',
    'json',
    ...few,
  ]);
  const { expectations, passed } = JSON.parse(out) as {
    passed: boolean;
    expectations: { worst: { seed: number; value: number; command: string } }[];
  };
  expect(passed).toBe(false);
  const { seed, value, command } = expectations[0]!.worst;
  expect(command).toBe(`cutover run '${broken.replace("'", `'\\''`)}' --set traffic.rate=10/s --seed ${seed}`);
  const again = await cutover(['run', broken, '--set', 'traffic.rate=10/s', '--seed', `${seed}`, '--format', 'json']);
  const { metrics } = JSON.parse(again.out) as { metrics: { failed: number } };
  expect(metrics.failed).toBe(value);
  expect(value).toBeGreaterThan(5);
});

test('undecided fails, unless it is told to pass', async () => {
  const args = ['check', good, '--expect', 'rollbackTime <= 60s', ...few];
  const strict = await cutover(args),
    lenient = await cutover([...args, '--undecided', 'pass']);
  expect([strict.code, lenient.code]).toEqual([1, 0]);
  expect(strict.out).toContain('undecided  rollbackTime <= 60s  none of 12 runs has a value');
  expect(strict.out).toContain('There is nothing to hold against the bound. Say what that counts for (--undecided).');
  const tooFew = await cutover(['check', good, '--expect', 'leadTime <= 1s', '--runs', '2']);
  expect([tooFew.code, tooFew.out]).toEqual([1, expect.stringContaining('There are too few runs for an interval. Play more')]);
});

test('expectations of the scenario are asked without being told to', async () => {
  const own = file('own.yaml', `${SMALL}expect: ['failed >= 1000']\n`);
  const { code, out } = await cutover(['check', own, ...few]);
  expect(code).toBe(1);
  expect(out).toMatch(/fail +failed >= 1000/);
});

test('a wrong expectation is bad input, and so is a file that is not there', async () => {
  const { code, err } = await cutover(['check', good, '--expect', 'faild <= 1']);
  expect([code, err]).toEqual([2, '--expect  names faild, which is no metric. Did you mean "failed"?\n']);
  expect((await cutover(['check', join(folder, 'none.yaml'), good, '--expect', 'failed <= 1', ...few])).code).toBe(2);
});

test('--against tells what the edit changes, and a file against itself changes nothing', async () => {
  const edited = await cutover(['check', broken, '--against', good, ...few]);
  expect(edited.code).toBe(0);
  expect(edited.out).toMatch(/^ {2}Users hurt: 0 before, \d+ after, difference \+\d+ \(\+\d+ to \+\d+\)$/m);
  const same = await cutover(['check', good, '--against', good, ...few]);
  expect(same.out).toMatch(/^ {2}Users hurt: 0 before, 0 after, difference the same in every run$/m);
});

test('junit is well-formed whatever a file is called, and tells failed from skipped', async () => {
  const { out, code } = await cutover([
    'check',
    broken,
    '--expect',
    'availability >= 99%',
    '--expect',
    'rollbackTime <= 1s',
    '--expect',
    'failed >= 0',
    '--undecided',
    'pass',
    '--format',
    'junit',
    ...few,
  ]);
  expect(code).toBe(1);
  expect(isWellFormed(out)).toBe(true);
  expect(out).toContain('tests="3" failures="1" errors="0" skipped="1"');
  expect(out).toContain('name="availability &#62;= 99%"><failure type="fail" message="fail: mean ');
  expect(out).toMatch(/cutover run .* --seed \d+<\/failure>/);
  const unread = junitOf([], ['<a>&"b".yaml']);
  expect(isWellFormed(unread)).toBe(true);
  expect(unread).toContain('errors="1"');
  expect(xml('\u0007a\ud800\uffff')).toBe('a');
  expect(isWellFormed('<a><b></a>')).toBe(false);
});

test('a step summary is appended where the runner wants it, and printed where there is no such place', async () => {
  const place = file('summary.md', '# Before\n');
  const args = ['check', broken, '--expect', 'availability >= 99%', '--against', good, '--format', 'github', ...few];
  vi.stubEnv('GITHUB_STEP_SUMMARY', place);
  const first = await cutover(args);
  vi.stubEnv('GITHUB_STEP_SUMMARY', '');
  const second = await cutover(args);
  vi.unstubAllEnvs();
  expect([first.code, second.code]).toEqual([1, 1]);
  expect(first.out).toMatch(/^ {2}fail /m);
  expect(readFileSync(place, 'utf8')).toBe(`# Before\n${second.out}`);
  expect(second.out).toContain('| ❌ fail | availability \\>= 99% | mean ');
  expect(second.out).toContain('| metric | before | after | difference |');
});

test('the workflow of the README, which is a file to copy as well, is YAML whose commands the program understands', async () => {
  const [, text] = /```yaml\n(# \.github\/workflows[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))!;
  expect(readFileSync('public/recipes/rehearse.yaml', 'utf8')).toBe(text);
  const workflow = load(text!) as { jobs: { rehearse: { steps: { run?: string }[] } } };
  const command = workflow.jobs.rehearse.steps.map(({ run = '' }) => run).find((run) => run.includes('cutover check'))!;
  const line = command.split('\n').find((each) => each.includes('cutover check'))!;
  const [, ...args] = [...line.matchAll(/'([^']*)'|(\S+)/g)]
    .map(([, quoted, word]) => quoted ?? word!)
    .filter((word) => word !== 'npx');
  const played = args.map((word) =>
    word === 'deploy/web.yaml' ? good : word === '/tmp/before.yaml' ? good : word === '100' ? '12' : word,
  );
  vi.stubEnv('GITHUB_STEP_SUMMARY', '');
  const { code, err } = await cutover(played);
  vi.unstubAllEnvs();
  expect([code, err]).toEqual([0, '']);
});
