import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SMALL, cutover } from './run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutover-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
const small = join(folder, 'small.yaml');
writeFileSync(small, SMALL);

test('export prints manifests that run as the scenario does', async () => {
  const { code, out, err } = await cutover(['export', small, '--as', 'kubernetes']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('kind: Deployment\n');
  const digestOf = async (stdin: string) => {
    const run = await cutover(['run', '-', '--seed', '3', '--format', 'json'], stdin);
    return (JSON.parse(run.out) as { digest: string }).digest;
  };
  expect(await digestOf(out)).toBe(await digestOf(SMALL));
});

test('--out writes a file and says so, --set changes values before', async () => {
  const path = join(folder, 'out.yaml');
  const { code, out, err } = await cutover(['export', small, '--as', 'kubernetes', '--out', path, '--set', 'fleet.replicas=7']);
  expect([code, out, err]).toEqual([0, '', `${path} written.\n`]);
  expect(readFileSync(path, 'utf8')).toContain('replicas: 7\n');
});

test('what cannot be exported is refused with the reason, on standard error', async () => {
  const { code, out, err } = await cutover(['export', '-', '--as', 'flagger'], SMALL);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^<stdin>: no Canary of Flagger: A Canary of Flagger always keeps .*\.\n$/);
});

test('bad input, a bad place and bad usage are 2', async () => {
  expect(await cutover(['export', '-', '--as', 'argo'], 'title: [')).toMatchObject({ code: 2, out: '' });
  const nowhere = join(folder, 'no', 'such.yaml');
  expect(await cutover(['export', small, '--as', 'kubernetes', '--out', nowhere])).toMatchObject({
    code: 2,
    err: `${nowhere}: cannot be written: ENOENT.\n`,
  });
  expect((await cutover(['export', small])).code).toBe(2);
  expect((await cutover(['export', small, '--as', 'nomad'])).code).toBe(2);
});

test('a title that steers terminals is escaped in the text', async () => {
  const evil = SMALL.replace('title: Small', 'title: "red \\e[31m alert \\x9b bell \\a"');
  const { code, out } = await cutover(['export', '-', '--as', 'kubernetes'], evil);
  expect(code).toBe(0);
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});
