import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { decodeLink } from '../../src/link/link.ts';
import { build, edit, measure, parse, run } from '../../src/sim/index.ts';
import { SMALL, cutover } from './run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutover-edits-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const BROKEN = SMALL.replace('v2: { latency: 40ms }', 'v2: { latency: 40ms, errorRate: 30% }');
const before = file('before.yaml', SMALL),
  broken = file('broken.yaml', BROKEN),
  slower = file('slower.yaml', SMALL.replace('boot: 4s', 'boot: 8s'));
const few = ['--runs', '12'];

describe('an expectation of a change', () => {
  test('holds what an edit did against the file before, as an amount and as a share', async () => {
    const { code, out } = await cutover([
      'check',
      slower,
      '--against',
      before,
      '--expect',
      'change in failed <= 5',
      '--expect',
      'change in leadTime <= 10%',
      '--expect',
      'change in leadTime <= 60s in every run',
      ...few,
    ]);
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}pass {7}change in failed <= 5 +mean change \+?[\d.]+ \(.* to .*\) over 12 runs$/m);
    expect(out).toMatch(/^ {2}fail {7}change in leadTime <= 10% +mean change \+\d+% \(\+\d+% to \+\d+%\) over 12 runs$/m);
    expect(out).toMatch(/^ {13}worst run: \+[\d.]+ s, cutover run .*slower\.yaml --seed \d+$/m);
    expect(out).toMatch(/^ {2}pass {7}change in leadTime <= 60s in every run +12 of 12 runs hold it$/m);
  });

  test('is told to machines in the units of the metric', async () => {
    const { out } = await cutover([
      'check',
      slower,
      '--against',
      before,
      '--expect',
      'change in leadTime <= 1s',
      '--format',
      'json',
      ...few,
    ]);
    const [told] = (JSON.parse(out) as { expectations: { estimate: { of: string; is: number }; worst: { value: number } }[] })
      .expectations;
    expect(told!.estimate).toMatchObject({ of: 'change', is: expect.closeTo(8, 0) });
    expect(told!.worst.value).toBeGreaterThan(1);
  });

  test('is refused where nothing has changed, whoever asks for it', async () => {
    const asked = await cutover(['check', slower, '--expect', 'change in failed <= 0', ...few]);
    const cure =
      'asks for a change ("change in failed <= 0"), but has nothing to hold it against. Name the file before the edit: --against FILE.\n';
    expect([asked.code, asked.out, asked.err]).toEqual([2, '', `--expect  ${cure}`]);
    const own = file('own.yaml', `${SMALL}expect: ['change in failed <= 0']\n`);
    const without = await cutover(['check', own, ...few]);
    expect([without.code, without.err]).toEqual([2, `${own}  expect: ${cure}`]);
    expect((await cutover(['check', own, '--against', own, ...few])).code).toBe(0);
  });
});

describe('the worst run as a link', () => {
  const args = ['check', broken, '--expect', 'availability >= 99%', '--set', 'traffic.rate=10/s', ...few];
  const HREF = /https:\/\/example\.org\/app\/#s=1\.[\w-]+/;

  test.each([
    ['text', /^ {13}(https:\/\/\S+)$/m],
    ['junit', /\n?&#10;(https:\/\/\S+)<\/failure>/],
    ['github', / · \[watch it\]\((https:\/\/\S+)\)$/m],
    ['json', /"link":"(https:\/\/[^"]+)"/],
  ])('opens to the same world and seed from %s', async (format, place) => {
    vi.stubEnv('GITHUB_STEP_SUMMARY', '');
    const { code, out } = await cutover([...args, '--app', 'https://example.org/app/', '--format', format]);
    vi.unstubAllEnvs();
    expect(code).toBe(1);
    const [, link] = place.exec(out) ?? [];
    expect(link).toMatch(HREF);
    const shared = (await decodeLink(new URL(link!).hash))!;
    expect(shared.source).toEqual(edit(parse(BROKEN, { file: 'x' }).source, 'traffic.rate', '10/s'));
    expect(measure(run(build(shared.source), { seed: shared.seed })).availability).toBeLessThan(0.99);
    const [, seed] = /--seed (\d+)/.exec(out)!;
    expect(shared.seed).toBe(Number(seed));
  });

  test('comes from the environment as well, and without an app there is the command alone', async () => {
    vi.stubEnv('CUTOVER_APP', 'https://example.org/app/');
    const there = await cutover(args);
    vi.unstubAllEnvs();
    expect(there.out).toMatch(HREF);
    const { out } = await cutover([...args, '--format', 'json']);
    expect(out).toContain('"link":null');
  });

  test('needs an address that can carry it', async () => {
    for (const address of ['example.org', 'javascript:alert(1)', 'https://example.org/#here']) {
      const { code, err } = await cutover([...args, '--app', address]);
      expect([code, err]).toEqual([2, expect.stringContaining('It must be the address of the app')]);
    }
  });
});
