import { expect, test } from 'vitest';
import { seconds, type Fact } from '../../../src/sim/index.ts';
import { describe as say } from '../../../src/ui/views/text/describe.ts';
import { changesTable, excerpt, fleetTable, lanesTable } from '../../../src/ui/views/text/tables.ts';
import { decisionAt } from '../../../src/ui/views/text/facts.ts';
import { fixtureTrace } from './fixture.ts';

const trace = fixtureTrace({ replicas: 4, rate: 20 });

test('before the rollout the description says who serves, and that nothing failed', () => {
  expect(say(trace, seconds(10))).toBe(
    'At 0:10, servers: 4 v1. The router sends 100% to v1. 194 of 197 requests served, none failed. The rollout is idle.',
  );
});

test('in the midst of it the description names every kind of harm', () => {
  expect(say(trace, seconds(150))).toMatch(/^At 2:30, servers: 4 v2\. The router sends 100% to v2\. \d+ requests failed so far \(\d+ cut off and \d+ bug\), for \d+ of 2,000 users\./);
});

test('the table of servers has a row for each server on stage, and selects it', () => {
  const { rows } = fleetTable(trace, seconds(10));
  expect(rows.map((row) => row.cells.slice(0, 4).join(' '))).toEqual(['v1-1 v1 available yes', 'v1-2 v1 available yes', 'v1-3 v1 available yes', 'v1-4 v1 available yes']);
  expect(rows[2]!.selects).toEqual({ kind: 'replica', replica: 'v1-3' });
});

test('the table over time is sampled evenly, at most forty rows', () => {
  const { rows, columns } = lanesTable(trace);
  expect(rows.length).toBe(37);
  expect(rows[6]!.cells.slice(0, 3)).toEqual(['1:00', 'progressing since 0:30', '2 v1 · 1 v1 coming or going · 1 v2 coming or going · 2 v2']);
  expect(rows.every((row) => row.cells.length === columns.length)).toBe(true);
});

test('of a long table the rows around the instant are shown', () => {
  const rows = Array.from({ length: 100 }, (_, i) => ({ cells: [`${i}`], selects: null, at: i * 10 }));
  const part = excerpt(rows, 505);
  expect([part.rows.length, part.left, part.rows[0]!.cells[0], part.rows.at(-1)!.cells[0]]).toEqual([40, 60, '30', '69']);
});

test('what happened begins with the first decision, and the latest decision is the one explained', () => {
  expect(changesTable(trace).rows.slice(0, 2).map((row) => row.cells.join(' '))).toEqual(['0:00 Kept 12 v1 servers.', '0:30 A person said: deploy.']);
  const explained = trace.facts[decisionAt(trace, seconds(200))!]!;
  expect(explained.type).toBe('replicaset.scaled');
  expect(explained.at).toBeLessThanOrEqual(seconds(200));
});

test('what was waited for is over once the rollout stands elsewhere: then the state is explained', () => {
  const scaled = trace.facts.find((fact) => fact.type === 'replicaset.scaled')!;
  const waiting: Fact = { type: 'rollout.held', at: seconds(300), cause: null, reason: 'waiting', why: scaled.why };
  const done: Fact = { type: 'rollout.state', at: seconds(310), cause: null, state: 'complete', settled: true, reason: 'all are there' };
  const longer = { ...trace, facts: [...trace.facts.filter(({ at }) => at < seconds(300)), waiting, done] };
  expect(longer.facts[decisionAt(longer, seconds(305))!]).toBe(waiting);
  expect(longer.facts[decisionAt(longer, seconds(310))!]).toBe(done);
});
