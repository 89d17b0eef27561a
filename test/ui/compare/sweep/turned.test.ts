import { describe, expect, test } from 'vitest';
import { build, strategyArms, type Source } from '../../../../src/sim/index.ts';
import { turned, type Question } from '../../../../src/ui/compare/sweep/turned.ts';

const WORLD: Source = {
  title: 'A small world',
  horizon: '2m',
  fleet: { replicas: 4 },
  traffic: { rate: '2/s', users: 20 },
  revisions: { v1: {}, v2: { errorRate: '10%' } },
  rollout: { at: '10s', to: 'v2' },
  strategy: { rolling: { maxSurge: 1 } },
};
const ARMS = strategyArms(WORLD, ['recreate', 'rolling', 'canary']);
const NOTHING: Question = { strategy: '', dials: ['canaryWeight', ''], values: {}, metrics: ['blastRequests', 'leadTime@good'] };
const ask = (question: Partial<Question>, arms = ARMS) => turned(arms, 'rolling', { ...NOTHING, ...question })!;

describe('a question made whole', () => {
  test('begins with the strategy that has weights, and its first weight', () => {
    const { arm, dials, shown, grid } = ask({});
    expect([arm.id, dials]).toEqual(['canary', ['canaryWeight']]);
    expect(shown).toEqual({ canaryWeight: '1%, 2%, 5%, 10%, 20%, 35%, 50%' });
    expect(grid!.arms).toHaveLength(14);
  });

  test('begins with the world’s own strategy where none has, and with the first dial that turns something', () => {
    const { arm, dials, named } = ask({}, ARMS.slice(0, 2));
    expect([arm.id, dials]).toEqual(['rolling', ['bakeTime']]);
    expect(named.find(({ id }) => id === 'canaryWeight')!.refusal).toMatch(/^Rolling update gives/);
    expect(named.find(({ id }) => id === 'bakeTime')!.refusal).toBe('');
  });

  test('forgets nothing: a strategy that has the dial again turns it again', () => {
    const question = { dials: ['canaryWeight', 'servers'] as const };
    expect(ask({ ...question, strategy: 'recreate' }).dials).toEqual(['trafficRate', 'servers']);
    expect(ask({ ...question, strategy: 'canary' }).dials).toEqual(['canaryWeight', 'servers']);
  });

  test('takes values as they are typed, empty ones for the usual', () => {
    const { grid, shown } = ask({ values: { canaryWeight: ' 5%,10% , 40%' } });
    expect(grid!.points.map(({ name }) => name)).toEqual(['canaryWeight=5%', 'canaryWeight=10%', 'canaryWeight=40%']);
    expect(shown).toEqual({ canaryWeight: ' 5%,10% , 40%' });
    expect(ask({ values: { canaryWeight: '  ' } }).grid!.points).toHaveLength(7);
    expect(ask({ dials: ['servers', ''], values: { servers: '2,4' } }).grid!.points.map(({ source }) => build(source!).fleet.replicas)).toEqual([2, 4]);
  });

  test('says beside the field what is wrong with it, and draws nothing', () => {
    const { grid, wrong, shown, problem } = ask({ values: { canaryWeight: '5%, ten' } });
    expect(grid).toBeNull();
    expect(wrong).toEqual({ canaryWeight: '"ten" is not a share such as 5%.' });
    expect([shown['canaryWeight'], problem]).toEqual(['5%, ten', '']);
  });

  test('says what is wrong with all of it', () => {
    const twelve = Array.from({ length: 13 }, (_, index) => `${index + 1}%`).join(',');
    const servers = Array.from({ length: 13 }, (_, index) => index + 1).join(',');
    expect(ask({ dials: ['canaryWeight', 'servers'], values: { canaryWeight: twelve, servers } })).toMatchObject({ grid: null, problem: '169 points are too many; 144 is the limit.' });
  });

  test('has every other knob of the world, by its part', () => {
    const { others } = ask({ strategy: 'rolling', dials: ['traffic.rate', 'strategy.rolling.maxSurge'] });
    expect(others.map(({ part }) => part)).toEqual(expect.arrayContaining(['Strategy', 'Servers', 'Traffic', 'Versions', 'Alarm']));
    expect(others.find(({ part }) => part === 'Versions')!.dials.map(({ id }) => id)).toContain('revisions.v2.errorRate');
    expect(ask({ strategy: 'rolling', dials: ['traffic.rate', 'strategy.rolling.maxSurge'] }).grid!.axes.map(({ dial }) => dial.id)).toEqual(['traffic.rate', 'strategy.rolling.maxSurge']);
  });

  test('measures one thing alone, or one thing only once', () => {
    expect(ask({ metrics: ['failed', ''] }).grid!.measured.map(({ key }) => key)).toEqual(['failed']);
    expect(ask({ metrics: ['failed', 'failed'] }).grid!.measured.map(({ key }) => key)).toEqual(['failed']);
  });

  test('is nothing without a strategy', () => {
    expect(turned([], 'rolling', NOTHING)).toBeNull();
  });
});
