import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STRATEGIES } from '../../../src/sim/strategies/index.ts';
import { build, edit, knobs, parse, type Knob, type Source } from '../../../src/sim/scenario/index.ts';

const { source } = parse(readFileSync('test/fixtures/scenarios/bad-release.yaml', 'utf8'));
const all = (of: Source): Knob[] => knobs(of).flatMap((group) => group.knobs.flatMap((knob) => [knob, ...(knob.item ?? []).flatMap((entry) => entry.knobs)]));
const knob = (of: Source, path: string): Knob | undefined => all(of).find((candidate) => candidate.path === path);

test('knobs come in groups, the strategy first', () => {
  expect(knobs(source).map(({ title }) => title)).toEqual([
    'Strategy', 'Fleet', 'Revision v1', 'Revision v2', 'Traffic', 'Rollout', 'Service level objective', 'Alarm', 'Faults', 'Operator', 'Scenario',
  ]);
});

test('a knob has its words, its bounds and its value in human units', () => {
  expect(knob(source, 'fleet.preStop')).toEqual({
    path: 'fleet.preStop', label: 'preStop sleep', help: 'Wait before TERM, so that routers forget the server while it still answers.',
    control: 'duration', value: '10s', isDefault: false, optional: false, min: 0, max: 86_400, unit: 's',
  });
  expect(knob(source, 'fleet.queue')).toMatchObject({ control: 'integer', value: 16, isDefault: true, min: 0, max: 10_000, step: 1 });
  expect(knob(source, 'traffic.rate')).toMatchObject({ control: 'rate', value: '60/s' });
  expect(knob(source, 'fleet.quota')).toMatchObject({ value: null, optional: true, isDefault: true });
  expect(knob(source, 'fleet.onTerm')?.options?.map(({ value }) => value)).toEqual(['drain', 'exit', 'serve']);
});

test('a value that only looks different is still the default', () => {
  expect(knob(edit(source, 'traffic.timeout', '5000ms'), 'traffic.timeout')?.isDefault).toBe(true);
  expect(knob(edit(source, 'traffic.timeout', '4s'), 'traffic.timeout')?.isDefault).toBe(false);
});

test('the strategy is a choice, and only its own knobs are shown', () => {
  expect(knob(source, 'strategy')).toMatchObject({ control: 'choice', value: 'rolling' });
  expect(knob(source, 'strategy')?.options?.map(({ value }) => value)).toEqual(STRATEGIES.map(({ id }) => id));
  expect(knob(source, 'strategy.rolling.maxSurge')).toMatchObject({ control: 'intOrPercent', value: '25%' });
  const recreated = edit(source, 'strategy', 'recreate');
  expect(knob(recreated, 'strategy.rolling.maxSurge')).toBe(undefined);
  expect(knob(recreated, 'strategy.recreate.minReady')).toMatchObject({ value: '10s', isDefault: false });
  expect(edit(edit(source, 'strategy', 'recreate'), 'strategy', 'rolling')['strategy']).toEqual({ rolling: { minReady: '10s' } });
});

test('what may be absent has a switch, and its knobs only when it is on', () => {
  expect(knob(source, 'fleet.readiness')).toMatchObject({ control: 'switch', value: true });
  expect(knob(source, 'fleet.readiness.period')).toMatchObject({ label: 'Readiness probe: period', value: '2s' });
  const without = edit(source, 'fleet.readiness', false);
  expect(build(without).fleet.readiness).toBe(null);
  expect(knob(without, 'fleet.readiness')).toMatchObject({ value: false, isDefault: false });
  expect(knob(without, 'fleet.readiness.period')).toBe(undefined);
  expect(build(edit(source, 'fleet.liveness', true)).fleet.liveness).toMatchObject({ period: 10_000_000 });
});

test('each fault and each action has its own knobs', () => {
  const faulty = edit(source, 'faults', [{ kind: 'crashLoop', at: '1m', revision: 'v2' }]);
  const [entry] = knob(faulty, 'faults')!.item!;
  expect(entry).toMatchObject({ id: 'faults.0', title: 'Crash loop at 1m' });
  expect(entry!.knobs.map(({ path, control, value }) => [path, control, value])).toEqual([
    ['faults.0.kind', 'choice', 'crashLoop'], ['faults.0.at', 'duration', '1m'], ['faults.0.revision', 'choice', 'v2'],
    ['faults.0.for', 'duration', null], ['faults.0.after', 'distribution', '1s'],
  ]);
  expect(knob(source, 'operator.0.afterAlarm')).toMatchObject({ value: '100s', optional: true });
});

test('turning any knob to the value that it shows changes nothing', () => {
  const rich: Source = {
    ...source, faults: [{ kind: 'crash', at: '1m' }, { kind: 'slowBoot' }, { kind: 'nodeLoss' }, { kind: 'trafficSpike' }],
    fleet: { ...(source['fleet'] as Source), liveness: true, startup: true },
  };
  for (const { path, value } of all(rich)) expect([path, build(edit(rich, path, value))]).toEqual([path, build(rich)]);
});

test('every knob is explained in a sentence', () => {
  for (const { path, label, help } of all(source)) expect([path, label !== '' && /^[A-Z].*\.$/.test(help)]).toEqual([path, true]);
});

test('a source with mistakes still has its knobs', () => {
  const broken = { strategy: 7, fleet: 'x', revisions: [], faults: [3, { kind: 'nope' }], operator: { a: 1 } } as unknown as Source;
  expect(knobs(broken).length).toBeGreaterThan(5);
});

test('groups of users are one knob with a share for each, and rules choose among them', () => {
  const grouped: Source = {
    ...source,
    traffic: { cohorts: { beta: '30%', staff: '5%' } },
    strategy: { 'ab-test': { match: [{ cohort: 'beta' }, { cohort: 'gone' }] } },
  };
  const cohorts = knob(grouped, 'traffic.cohorts')!;
  expect(cohorts).toMatchObject({ control: 'dictionary', value: { beta: '30%', staff: '5%' }, isDefault: false, max: 8 });
  expect(cohorts.item!.map(({ title, knobs: [share] }) => [title, share!.path, share!.value])).toEqual([
    ['beta', 'traffic.cohorts.beta', '30%'],
    ['staff', 'traffic.cohorts.staff', '5%'],
  ]);
  expect(knob(source, 'traffic.cohorts')).toMatchObject({ value: {}, isDefault: true, item: [] });
  expect(knob(grouped, 'strategy.ab-test.match.0.cohort')).toMatchObject({ control: 'choice', value: 'beta', options: [{ value: 'beta' }, { value: 'staff' }] });
  // What is written is shown, even where there is no such group.
  expect(knob(grouped, 'strategy.ab-test.match.1.cohort')!.options!.map(({ value }) => value)).toEqual(['beta', 'staff', 'gone']);
  const ungrouped: Source = { ...source, strategy: { 'ab-test': { match: [{ cohort: 'beta' }] } } };
  expect(knob(ungrouped, 'strategy.ab-test.match.0.cohort')).toMatchObject({ control: 'text', value: 'beta' });
});

test('groups of users cannot be more than all of them', () => {
  expect(() => build({ ...source, traffic: { cohorts: { beta: '60%', staff: '40%' } } })).not.toThrow();
  expect(() => build({ ...source, traffic: { cohorts: { beta: '60%', staff: '41%' } } })).toThrow(
    'traffic.cohorts: add up to 101% of all users. Make them 100% or less together.',
  );
});

test('a rule for a group that nobody is of is told at its place', () => {
  const ruled = (cohorts: Source, cohort: string): Source => ({ ...source, traffic: { cohorts }, strategy: { 'ab-test': { match: [{ cohort }] } } });
  expect(() => build(ruled({ beta: '10%' }, 'beta'))).not.toThrow();
  expect(() => build(ruled({ beta: '10%' }, 'betas'))).toThrow('strategy.ab-test.match.0.cohort: names betas, and there is no such group of users. Did you mean "beta"?');
  expect(() => build(ruled({}, 'beta'))).toThrow('names beta, and there is no such group of users. Add beta: 10% to traffic.cohorts.');
});
