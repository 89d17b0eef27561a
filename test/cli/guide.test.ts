import { expect, test } from 'vitest';
import { cutover } from './run-main.ts';

/** A small service: a rolling update of two servers has one more at its peak, and one that stops beside it. */
const WORLD = `
title: Small
horizon: 3m
fleet: { replicas: 4, boot: 4s, preStop: 5s, grace: 20s }
traffic: { rate: 2/s, users: 50 }
revisions:
  v1: { latency: 40ms }
  v2: { latency: 40ms }
rollout: { at: 10s, to: v2 }
strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } }
operator: [{ afterAlarm: 30s, do: undo }]
`;
const guide = (...args: string[]) => cutover(['guide', '-', ...args], WORLD);
const FREE = ['--harm', 'any', '--blast', 'any', '--back-within', 'any', '--out-within', 'any', '--runs', '6'];
const flat = (text: string): string => text.replace(/\s+/g, ' ');

test('an answer, its evidence, what would change it, and every criterion', async () => {
  const { code, out, err } = await guide(...FREE, '--spare', '100%', '--strategies', 'recreate,rolling');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^Recommended: Rolling update\. No other fits; closest is Recreate\.$/m);
  expect(flat(out)).toMatch(/- Recreate is down for \d.* in a good release; 0 s allowed\./);
  expect(flat(out)).toMatch(/- With \d+ \w+ of downtime allowed, Recreate would be first: /);
  expect(out).toMatch(/^Downtime ≤ 0 s +0 s ✓ +\d.* s ✗$/m);
  expect(flat(out)).toContain('Another answer about monitoring, traffic is another world');
  expect(out).not.toContain('as everyone recommends');
  expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test('a change of schema is held against the time in which both serve', async () => {
  const { out } = await guide(
    ...FREE,
    '--schema-change',
    '--downtime',
    'any',
    '--spare',
    'any',
    '--strategies',
    'rolling,recreate,blue-green',
  );
  expect(out).toMatch(/^Recommended: Recreate\. Runner-up: Blue\/green\.$/m);
  expect(flat(out)).toMatch(/- Rolling update sends users to both versions for \d.*; only one at a time is allowed\./);
});

test('where nothing fits, it says so, and what binds', async () => {
  const { code, out } = await guide(...FREE, '--spare', '0%', '--strategies', 'recreate,rolling');
  expect(code).toBe(0);
  expect(out).toMatch(/^Nothing fits\. Closest: /m);
  expect(flat(out)).toContain('Nothing keeps all limits. Downtime binds most: without that limit Recreate would fit.');
});

test('too few runs decide nothing', async () => {
  const { out } = await guide('--runs', '2', '--strategies', 'recreate,rolling');
  expect(out).toMatch(/^Not decided by these runs\. Likeliest: /m);
});

test('the rows of the table, each with whether it comes out', async () => {
  const { out } = await guide('--situation', 'all', '--runs', '1');
  for (const title of ['Dev tools', 'Standard service', 'Zero downtime and instant rollback', 'High risk'])
    expect(out).toMatch(new RegExp(`^[✓✗?] ${title}: `, 'm'));
});

test('worlds of other answers are played when asked for', async () => {
  const { out } = await guide(...FREE, '--runs', '1', '--play-changes', '--strategies', 'recreate');
  expect(flat(out)).not.toContain('was not played');
});

test('a strategy that the situation has no room for says why', async () => {
  const { out } = await guide('--runs', '1', '--strategies', 'recreate,flagger');
  expect(flat(out)).toContain('- Flagger needs a router that splits requests by weight.');
  expect(out).toContain('not possible');
});

test('where no strategy can be played, each says why', async () => {
  const { code, out } = await guide('--traffic', '1000000%');
  expect(code).toBe(0);
  expect(out).toContain('Nothing fits.');
  expect(out).toContain('Recreate cannot be played so: ');
  expect(out).not.toContain('been played yet');
});

test('for programs, with the run behind every number', async () => {
  const { out } = await guide(...FREE, '--strategies', 'recreate', '--format', 'json');
  const { schema, answers } = JSON.parse(out);
  expect(schema).toBe('cutover.guide/1');
  expect(answers[0]).toMatchObject({ situation: null, standing: 'nothing fits', recommended: null });
  const { criteria } = answers[0].strategies[0];
  expect(criteria.find(({ id }: { id: string }) => id === 'downtime')).toMatchObject({
    verdict: 'does not fit',
    limit: 0,
    value: { n: 6 },
    worst: { happening: 'good', source: { title: 'Small' } },
  });
});

test('in Markdown, the same', async () => {
  const { out } = await guide(...FREE, '--strategies', 'recreate', '--format', 'md');
  expect(out).toMatch(/^\| Recreate \| 0 s \| \d.* s ✗ \|/m);
});

test.each([
  [['--downtime', 'soon'], 'It must be a length of time such as 10s or 5m, or any.'],
  [['--spare', '10'], 'It must be a share such as 25%, or any.'],
  [['--blast', '200%'], 'It must be a share up to 100%, or any.'],
  [['--traffic', '0%'], 'It must be a share above 0%'],
  [['--monitoring', 'luck'], 'Allowed choices are none, pager, analysis.'],
  [['--situation', 'mine'], 'Allowed choices are dev-tools'],
  [['--strategies', 'roling'], '--strategies: there is no "roling". Did you mean "rolling"'],
])('%s is refused', async (args, complaint) => {
  const { code, out, err } = await guide(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(complaint);
});
