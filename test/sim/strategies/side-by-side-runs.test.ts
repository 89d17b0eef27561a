import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, measure, outcomeOf, parse, run, sentences, type Trace } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';

type Source = Parameters<typeof build>[0];

const scenarioIn = (folder: string): Trace => run(parse(readFileSync(`scenarios/${folder}/scenario.yaml`, 'utf8')).scenario);
const seconds = (at: number): number => Math.round(at / SECOND);
const states = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [`${seconds(fact.at)} ${fact.state}`] : []));
const path = (trace: Trace): string[] => states(trace).map((line) => line.split(' ')[1]!.replace('rollingOut.', ''));
const refusals = (trace: Trace): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'operator.acted' && !fact.accepted ? [`${fact.action}: ${fact.reason}`] : []));
const told = (trace: Trace, id: string): string =>
  sentences(trace, trace.header.horizon).find((sentence) => sentence.id === id)?.parts.map(({ text }) => text).join('') ?? '';

/** Wanted sizes at the end, by environment and revision; sets of none left out. */
function wantedAtTheEnd(trace: Trace): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const fact of trace.facts) if (fact.type === 'replicaset.scaled') sizes[`${fact.environment} ${fact.revision}`] = fact.to;
  return Object.fromEntries(Object.entries(sizes).filter(([, size]) => size > 0));
}

type Written = Record<string, unknown>;
interface Changes {
  strategy?: string | Written;
  v1?: Written;
  v2?: Written;
  traffic?: Written;
  fleet?: Written;
  operator?: Written[];
  faults?: Written[];
  horizon?: string;
}
const source = ({ strategy, v1, v2, traffic, fleet, operator = [], faults = [], horizon = '6m' }: Changes): Source =>
  ({
    title: 'Side by side',
    horizon,
    fleet: { replicas: 3, boot: '5s', preStop: '5s', ...fleet },
    traffic: { rate: '20/s', arrivals: 'constant', ...traffic },
    revisions: { v1: v1 ?? {}, v2: v2 ?? {}, v3: {} },
    rollout: { at: '10s', to: 'v2' },
    strategy: strategy ?? 'shadow',
    operator,
    faults,
  }) as unknown as Source;
const play = (changes: Changes, seed = 1): Trace => run(build(source(changes)), { seed });

const WATCHED = { analysis: { metrics: [{ metric: 'errorRate', atMost: '2%', window: '20s', interval: '10s', initialDelay: '10s' }] } };

describe('a shadow', () => {
  test('is brought up, gets copies, is taken away, and was only a test', () => {
    const trace = play({});
    expect(path(trace)).toEqual(['idle', 'preparing', 'comparing', 'removing', 'compared']);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v1': 3 });
    expect(outcomeOf(trace)).toBe('compared');
    expect(told(trace, 'outcome')).toMatch(/^Compared: the test of v2 is over, its last server was gone at \d:\d\d, and v1 has served all along\.$/);
  });

  test('whose every answer is an error hurts no user, and is given up by its analysis', () => {
    const trace = play({ v2: { errorRate: '100%' }, strategy: { shadow: WATCHED } });
    expect(path(trace)).toEqual(['idle', 'preparing', 'comparing', 'aborting', 'aborted']);
    const { failed, usersHurt, blastRequests, exposureRequests, sloBreach, comparedErrorsNext, comparedErrorsStable, comparedRequestsNext } = measure(trace);
    expect({ failed, usersHurt, blastRequests, exposureRequests, sloBreach }).toEqual({
      failed: 0, usersHurt: 0, blastRequests: 0, exposureRequests: 0, sloBreach: 0,
    });
    expect([comparedErrorsStable, comparedErrorsNext]).toEqual([0, 1]);
    expect(comparedRequestsNext).toBeGreaterThan(150);
    expect(trace.facts.some(({ type }) => type === 'alarm.fired')).toBe(false);
    expect(outcomeOf(trace)).toBe('rolledBack');
  });

  test('does what its copies say a second time, unless stand-ins catch it', () => {
    const writes = (shadow: Written, share = '30%'): Trace => play({ traffic: { writes: share }, strategy: { shadow } });
    const done = writes({ mirror: '50%', watch: '100s' });
    // About 2,000 requests in that time, half of them copied, three in ten of those change something.
    expect(measure(done).duplicateWrites).toBeGreaterThan(250);
    expect(measure(done).duplicateWrites).toBeLessThan(350);
    expect(told(done, 'sideEffects')).toBe(
      `${measure(done).duplicateWrites} writes were done twice: a mirrored copy changes things outside as its original does.`,
    );
    const caught = writes({ mirror: '50%', watch: '100s', writes: 'dropped' });
    expect(measure(caught).duplicateWrites).toBe(0);
    expect(told(caught, 'sideEffects')).toBe(`${measure(done).duplicateWrites} writes of mirrored copies were caught by stand-ins.`);
    expect(measure(writes({ watch: '100s' }, '0%')).duplicateWrites).toBe(0);
    expect(measure(play({ strategy: 'rolling' })).duplicateWrites).toBeNull();
  });

  test('that is too small for its copies fails them, and still no user notices', () => {
    const trace = play({ strategy: { shadow: { replicas: 1 } }, fleet: { concurrency: 1, queue: 2 }, v1: { latency: '100ms' }, v2: { latency: '100ms' } });
    expect(measure(trace).comparedErrorsNext).toBeGreaterThan(0.2);
    expect(measure(trace)).toMatchObject({ failed: 0, comparedErrorsStable: 0 });
  });

  test('takes room that the stable side may want, under one quota: the one way in which it hurts here', () => {
    const scaled = (quota: number): Trace =>
      play({ fleet: { quota }, strategy: { shadow: { replicas: 3, watch: '4m' } }, operator: [{ at: '60s', do: 'scale', replicas: 5 }] });
    const blocked = (trace: Trace) => trace.facts.filter((fact) => fact.type === 'replicaset.blocked' && fact.environment === 'primary');
    expect(blocked(scaled(6))[0]).toMatchObject({ at: 60 * SECOND, revision: 'v1', missing: 2 });
    expect(blocked(scaled(8))).toEqual([]);
  });

  test('that finds no room is given up a deadline after its last progress', () => {
    const trace = play({ fleet: { quota: 4 }, strategy: { shadow: { progressDeadline: '60s' } } });
    expect(path(trace)).toEqual(['idle', 'preparing', 'aborting', 'aborted']);
    const up = trace.facts.find((fact) => fact.type === 'replica.available' && fact.revision === 'v2')!.at;
    expect(trace.facts.find((fact) => fact.type === 'rollout.state' && fact.state === 'aborting')).toMatchObject({
      at: up + 60 * SECOND,
      reason: 'v2 made no progress for 1 minute',
    });
  });

  test('is promoted by a rolling update of the stable side, with fresh servers', () => {
    const trace = play({ strategy: { shadow: { afterwards: 'promote', watch: '1m' } } });
    expect(path(trace)).toEqual(['idle', 'preparing', 'comparing', 'promoting', 'complete']);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v2': 3 });
    expect(trace.replicas.filter((id) => id.startsWith('v2-primary'))).toHaveLength(3);
    expect(outcomeOf(trace)).toBe('promoted');
  });
});

describe('an A/B test', () => {
  const beta = (more: Written = {}): Changes => ({
    traffic: { cohorts: { beta: '30%' }, users: 300 },
    strategy: { 'ab-test': { match: [{ cohort: 'beta' }], ...more } },
  });

  test('keeps every user on one side for as long as it lasts', () => {
    const trace = play(beta({ watch: '4m' }));
    const { attempts, requests } = trace,
      sides = new Map<number, Set<number>>();
    const open = trace.facts.find((fact) => fact.type === 'route.effective' && fact.route.match)!.at;
    for (let row = 0; row < attempts.count; row++)
      if (attempts.sentAt[row]! >= open && attempts.sentAt[row]! < open + 200 * SECOND) {
        const user = requests.user[attempts.request[row]!]!;
        sides.set(user, (sides.get(user) ?? new Set()).add(attempts.revision[row]!));
      }
    expect([...sides.values()].every((side) => side.size === 1)).toBe(true);
    expect([...sides.values()].filter((side) => side.has(1)).length / sides.size).toBeCloseTo(0.3, 1);
  });

  test('its numbers are those of the columns: every attempt within the time, by side', () => {
    const trace = play({ ...beta({ afterwards: 'remove', watch: '2m' }), v1: { errorRate: '1%' }, v2: { errorRate: '5%' } });
    const facts = trace.facts.filter((fact) => fact.type === 'route.effective' && fact.cause !== null);
    const [from, to] = [facts[0]!.at, trace.facts.find((fact) => fact.type === 'route.effective' && fact.at > facts[0]!.at)!.at];
    const count = [0, 0],
      failed = [0, 0];
    const { attempts } = trace;
    for (let row = 0; row < attempts.count; row++) {
      if (attempts.sentAt[row]! < from || attempts.sentAt[row]! >= to) continue;
      count[attempts.revision[row]!]!++;
      if (attempts.outcome[row]! >= 2) failed[attempts.revision[row]!]!++;
    }
    const { comparedRequestsStable, comparedRequestsNext, comparedErrorsStable, comparedErrorsNext } = measure(trace);
    expect([comparedRequestsStable, comparedRequestsNext]).toEqual(count);
    expect([comparedErrorsStable, comparedErrorsNext]).toEqual([failed[0]! / count[0]!, failed[1]! / count[1]!]);
    expect(told(trace, 'comparison')).toMatch(/^Side by side for 2:00 min: v1 failed \S+% of [\d,]+ requests, 95 of 100 within \d+ ms; v2 failed \S+% of [\d,]+ requests, 95 of 100 within \d+ ms\.$/);
  });

  test('while the stable side is updated, the variant goes on serving its users: none of them is sent back', () => {
    const trace = play(beta({ watch: '1m' }));
    expect(path(trace)).toEqual(['idle', 'preparing', 'comparing', 'promoting', 'closing', 'complete']);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v2': 3 });
    const closing = trace.facts.find((fact) => fact.type === 'rollout.state' && fact.state.endsWith('closing'))!.at;
    const gone = trace.facts.filter((fact) => fact.type === 'replicaset.scaled' && fact.environment === 'variant' && fact.to === 0);
    expect(gone).toHaveLength(1);
    expect(gone[0]!.at).toBeGreaterThan(closing);
    const { attempts, requests } = trace,
      seen = new Set<number>();
    let back = 0;
    const open = trace.facts.find((fact) => fact.type === 'route.effective' && fact.route.match)!.at,
      promoting = trace.facts.find((fact) => fact.type === 'rollout.state' && fact.state.endsWith('promoting'))!.at;
    for (let row = 0; row < attempts.count; row++) {
      const user = requests.user[attempts.request[row]!]!;
      if (attempts.sentAt[row]! > open && attempts.sentAt[row]! < promoting && attempts.revision[row] === 1) seen.add(user);
      if (attempts.sentAt[row]! > promoting && seen.has(user) && attempts.revision[row] === 0) back++;
    }
    expect(seen.size).toBeGreaterThan(60);
    expect(back).toBe(0);
  });

  test('without a rule, a share of users by chance', () => {
    const trace = play({ strategy: { 'ab-test': { share: '25%', watch: '3m' } }, traffic: { users: 400 } });
    const { comparedRequestsStable, comparedRequestsNext } = measure(trace);
    expect(comparedRequestsNext! / (comparedRequestsNext! + comparedRequestsStable!)).toBeCloseTo(0.25, 1);
  });

  test('takes the worse version back, by itself, once the test has seen enough', () => {
    const trace = scenarioIn('27-ab-by-rule');
    expect(path(trace)).toEqual(['idle', 'preparing', 'comparing', 'aborting', 'aborted']);
    expect(trace.facts.findLast((fact) => fact.type === 'desired.changed')).toMatchObject({ revision: 'v2' });
    expect(outcomeOf(trace)).toBe('rolledBack');
  });
});

describe('people', () => {
  const waiting = { strategy: { shadow: { afterwards: 'person', watch: '30s' } } };

  test('may promote, compare once more, or give it up where a person decides', () => {
    expect(path(play({ ...waiting, operator: [{ at: '90s', do: 'promote' }] }))).toEqual(['idle', 'preparing', 'comparing', 'deciding', 'promoting', 'complete']);
    expect(path(play({ ...waiting, operator: [{ at: '90s', do: 'retry' }] })).slice(2)).toEqual(['comparing', 'deciding', 'comparing', 'deciding']);
    const dropped = play({ ...waiting, operator: [{ at: '90s', do: 'abort' }, { at: '150s', do: 'retry' }] });
    expect(path(dropped).slice(3)).toEqual(['deciding', 'aborting', 'aborted', 'preparing', 'comparing', 'deciding']);
  });

  test('a pause stops the clock of the comparison', () => {
    const trace = play({ strategy: { shadow: { watch: '60s' } }, operator: [{ at: '40s', do: 'pause' }, { at: '100s', do: 'resume' }] });
    const at = (state: string): number => trace.facts.findLast((fact) => fact.type === 'rollout.state' && fact.state.endsWith(state))!.at;
    const opened = trace.facts.find((fact) => fact.type === 'rollout.state' && fact.state.endsWith('comparing'))!.at;
    expect(at('removing') - opened).toBe(120 * SECOND);
  });

  test('a pause holds a half-done promotion, and resuming finishes it', () => {
    const base = { strategy: { shadow: { watch: '30s', afterwards: 'promote' } } };
    const promoting = play(base).facts.find((fact) => fact.type === 'rollout.state' && fact.state.endsWith('promoting'))!.at;
    const at = seconds(promoting) + 2;
    const held = play({ ...base, operator: [{ at: `${at}s`, do: 'pause' }] });
    expect(path(held).at(-1)).toBe('paused');
    expect(Object.keys(wantedAtTheEnd(held))).toEqual(['primary v1', 'primary v2']);
    const resumed = play({ ...base, operator: [{ at: `${at}s`, do: 'pause' }, { at: '200s', do: 'resume' }] });
    expect(path(resumed).slice(-3)).toEqual(['paused', 'promoting', 'complete']);
  });

  test('an undo takes the trial away and asks Git for the stable version; a second one tries again', () => {
    const trace = play({ strategy: { shadow: { watch: '60s', afterwards: 'promote' } }, operator: [{ at: '40s', do: 'undo' }] });
    expect(path(trace)).toEqual(['idle', 'preparing', 'comparing', 'rollingBack', 'restored']);
    expect(trace.facts.findLast((fact) => fact.type === 'desired.changed')).toMatchObject({ revision: 'v1' });
    const after = play({ strategy: { shadow: { watch: '30s', afterwards: 'promote' } }, operator: [{ at: '150s', do: 'undo' }] });
    expect(path(after).slice(-3)).toEqual(['complete', 'rollingBack', 'restored']);
    expect(wantedAtTheEnd(after)).toEqual({ 'primary v1': 3 });
  });

  test('another version in the midst of a promotion: the stable side is made whole first, then the new one is tried', () => {
    const base = { strategy: { 'ab-test': { watch: '30s' } }, horizon: '8m' };
    const promoting = play(base).facts.find((fact) => fact.type === 'rollout.state' && fact.state.endsWith('promoting'))!.at;
    const trace = play({ ...base, operator: [{ at: `${seconds(promoting) + 8}s`, do: 'deploy', to: 'v3' }] });
    expect(path(trace).slice(3)).toEqual(['promoting', 'preparing', 'comparing', 'promoting', 'closing', 'complete']);
    expect(wantedAtTheEnd(trace)).toEqual({ 'primary v3': 3 });
    const prepared = trace.facts.filter((fact) => fact.type === 'rollout.state' && fact.state.endsWith('comparing'))[1]!.at;
    const before = trace.facts.filter((fact) => fact.type === 'replicaset.scaled' && fact.at <= prepared && fact.environment === 'primary');
    expect(before.findLast((fact) => fact.type === 'replicaset.scaled' && fact.revision === 'v1')).toMatchObject({ to: 3 });
  });

  test('what makes no sense is refused, and says why', () => {
    const trace = play({
      operator: [
        { at: '5s', do: 'promote' },
        { at: '6s', do: 'undo' },
        { at: '20s', do: 'resume' },
        { at: '21s', do: 'retry' },
        { at: '22s', do: 'deploy', to: 'v2' },
        { at: '200s', do: 'abort' },
        { at: '201s', do: 'pause' },
      ],
    });
    expect(refusals(trace)).toEqual([
      'promote: no new version is on trial that could be promoted',
      'undo: there is no earlier revision to go back to',
      'resume: it is not paused',
      'retry: the comparison has not come to its end yet',
      'deploy v2: v2 is already the wanted revision: a retry starts it again',
      'abort: nothing is on trial any more: an undo is the way back from here',
      'pause: nothing is under way that could be held',
    ]);
  });

  test('an analysis that cannot tell asks a person', () => {
    const trace = play({
      strategy: { shadow: { analysis: { metrics: [{ metric: 'errorRate', successCondition: 'result[0] < 0', failureCondition: 'result[0] > 1', interval: '10s', initialDelay: '10s' }] } } },
    });
    expect(path(trace)).toEqual(['idle', 'preparing', 'comparing', 'deciding']);
  });
});

test('whatever happens, both strategies end in a state with a name, with the sizes that it promises', () => {
  const at = fc.integer({ min: 0, max: 200 }).map((s) => `${s}s`);
  const act = fc.oneof(
    fc.record({ at, do: fc.constantFrom('undo', 'pause', 'resume', 'promote', 'promoteFull', 'abort', 'retry') }),
    fc.record({ at, do: fc.constant('scale'), replicas: fc.integer({ min: 0, max: 5 }) }),
    fc.record({ at, do: fc.constant('deploy'), to: fc.constantFrom('v1', 'v2', 'v3') }),
  );
  const params = fc.record({
    replicas: fc.constantFrom('50%', '100%', 1),
    watch: fc.constantFrom('20s', '60s'),
    afterwards: fc.constantFrom('promote', 'remove', 'person'),
    analysis: fc.constantFrom('none', WATCHED.analysis),
  });
  fc.assert(
    fc.property(fc.constantFrom('shadow', 'ab-test'), params, fc.array(act, { maxLength: 5 }), fc.constantFrom('0%', '10%'), fc.integer({ min: 1, max: 99 }), (strategy, knobs, operator, errorRate, seed) => {
      const trace = play({ strategy: { [strategy]: knobs }, operator, v2: { errorRate }, horizon: '25m', traffic: { rate: '4/s' } }, seed);
      const last = path(trace).at(-1)!,
        wanted = wantedAtTheEnd(trace),
        environments = new Set(Object.keys(wanted).map((name) => name.split(' ')[0]));
      expect(['idle', 'complete', 'compared', 'aborted', 'restored', 'deciding', 'paused']).toContain(last);
      // Whoever is at rest keeps nothing beside the primary, and one revision there.
      if (last !== 'deciding' && last !== 'paused') {
        expect(environments.has('shadow') || environments.has('variant')).toBe(false);
        expect(Object.keys(wanted).length).toBeLessThanOrEqual(1);
      }
      expect(['promoted', 'rolledBack', 'compared', 'stalled', 'degraded']).toContain(outcomeOf(trace));
    }),
    { numRuns: 120, seed: 3 },
  );
});
