import { describe, expect, test } from 'vitest';
import { kind as abKind } from '../../../src/sim/strategies/ab-test/kind.ts';
import { sizeOf } from '../../../src/sim/strategies/side-by-side/context.ts';
import { isAlone, isCleared, isPrepared, isPrimaryWhole, reaches } from '../../../src/sim/strategies/side-by-side/environments.ts';
import { reconcile } from '../../../src/sim/strategies/side-by-side/reconcile.ts';
import type { SidePass, View } from '../../../src/sim/strategies/side-by-side/state.ts';
import { kind as shadowKind } from '../../../src/sim/strategies/shadow/kind.ts';
import type { ReplicaSetView } from '../../../src/sim/strategies/index.ts';
import type { Route } from '../../../src/sim/trace/route.ts';

const set = (environment: string, revision: string, spec: number, available = spec): ReplicaSetView => ({
  revision,
  environment,
  createdOrder: environment === 'primary' && revision === 'v1' ? 0 : 1,
  spec,
  replicas: spec,
  ready: available,
  available,
  terminating: 0,
});

const PLAIN: Route = { weights: { primary: 1 } };
const OPEN: Route = { weights: { primary: 1 }, mirror: { pool: 'shadow', share: 0.5 } };

/** Four v1 servers serve users, and v2 is on trial as their shadow. */
const view = (change: Omit<Partial<View>, 'standing'> & { standing?: Partial<View['standing']> } = {}): View => ({
  desired: 4,
  sets: [set('primary', 'v1', 4)],
  routes: { asked: PLAIN, effective: PLAIN },
  size: 2,
  bounds: { desired: 4, surge: 1, unavailable: 1, most: 5, least: 3 },
  knobs: { maxSurge: '25%', maxUnavailable: '25%' },
  opened: { mirror: { pool: 'shadow', share: 0.5 } },
  kind: shadowKind,
  reaching: 'copies of 50% of requests',
  risk: 'A risk.',
  ...change,
  standing: { primary: 'v1', trial: 'v2', isOpen: false, isPaused: false, ...change.standing },
});

/** A pass in short: `route: open`, `shadow v2 2`. */
const shortly = ({ route, scale }: SidePass): string[] => [
  ...(route === null ? [] : [`route: ${route.route.mirror ? 'open' : 'plain'}`]),
  ...scale.map(({ set: name, to }) => (typeof name === 'string' ? name : `${name.environment} ${name.revision} ${to}`)),
];

describe('one pass over both sides', () => {
  test('starts the trial at its size, and leaves the stable side and the route alone', () => {
    expect(shortly(reconcile(view()))).toEqual(['shadow v2 2']);
  });

  test('waits until the trial is up, and then does nothing until it is opened', () => {
    const starting = view({ sets: [set('primary', 'v1', 4), set('shadow', 'v2', 2, 1)] });
    expect(shortly(reconcile(starting))).toEqual([]);
    expect(reconcile(starting).hold?.says).toBe('Waiting: 1 of 2 v2 shadow servers is not up yet.');
    expect(isPrepared(starting)).toBe(false);
    const up = view({ sets: [set('primary', 'v1', 4), set('shadow', 'v2', 2)] });
    expect(isPrepared(up)).toBe(true);
    expect(reconcile(up).hold).toBeNull();
  });

  test('a stable side that is not whole is nothing to compare with', () => {
    const broken = view({ sets: [set('primary', 'v1', 4, 3), set('shadow', 'v2', 2)] });
    expect(isPrepared(broken)).toBe(false);
    expect(reconcile(broken).hold?.says).toBe(
      'Waiting: 1 of 4 v1 servers is not up yet, and there is nothing whole to compare with.',
    );
  });

  test('asks for the mirror once, when it is to be open', () => {
    const sets = [set('primary', 'v1', 4), set('shadow', 'v2', 2)];
    expect(shortly(reconcile(view({ sets, standing: { isOpen: true } })))).toEqual(['route: open']);
    expect(shortly(reconcile(view({ sets, standing: { isOpen: true }, routes: { asked: OPEN, effective: PLAIN } })))).toEqual([]);
  });

  test('takes the trial away only once no router sends anything there', () => {
    const sets = [set('primary', 'v1', 4), set('shadow', 'v2', 2)];
    const standing = { trial: null };
    expect(shortly(reconcile(view({ sets, standing, routes: { asked: OPEN, effective: OPEN } })))).toEqual(['route: plain']);
    const lagging = reconcile(view({ sets, standing, routes: { asked: PLAIN, effective: OPEN } }));
    expect(shortly(lagging)).toEqual([]);
    expect(lagging.hold?.says).toBe('Waiting: routers still send requests to the shadow.');
    expect(shortly(reconcile(view({ sets, standing })))).toEqual(['shadow v2 0']);
  });

  test('another version on trial takes the place of the first, which goes when routers have left it', () => {
    const sets = [set('primary', 'v1', 4), set('shadow', 'v2', 2)];
    const standing = { trial: 'v3' };
    expect(shortly(reconcile(view({ sets, standing, routes: { asked: PLAIN, effective: OPEN } })))).toEqual(['shadow v3 2']);
    expect(shortly(reconcile(view({ sets, standing })))).toEqual(['shadow v2 0', 'shadow v3 2']);
  });

  test('promotes by a rolling update of the stable side, within its bounds', () => {
    const standing = { primary: 'v2', trial: null };
    expect(shortly(reconcile(view({ standing })))).toEqual(['primary v2 1', 'primary v1 3']);
    const half = view({ standing, sets: [set('primary', 'v1', 2), set('primary', 'v2', 3, 1)] });
    expect(isPrimaryWhole(half)).toBe(false);
    expect(shortly(reconcile(half))).toEqual([]);
    expect(reconcile(half).hold?.rule).toBe('rolling.waitForNew');
  });

  test('a pause holds a half-done update, but not the size of a side that is whole', () => {
    const standing = { primary: 'v2', trial: null, isPaused: true };
    expect(shortly(reconcile(view({ standing, sets: [set('primary', 'v1', 3), set('primary', 'v2', 1)] })))).toEqual([]);
    expect(shortly(reconcile(view({ standing: { isPaused: true }, sets: [set('primary', 'v1', 3), set('shadow', 'v2', 2)] })))).toEqual([
      'primary v1 4',
    ]);
  });

  test('follows the wanted number, down to none', () => {
    const none = { desired: 0, size: 0, bounds: { desired: 0, surge: 1, unavailable: 0, most: 1, least: 0 } };
    const sets = [set('primary', 'v1', 4), set('shadow', 'v2', 2)];
    expect(shortly(reconcile(view({ ...none, sets, standing: { isOpen: true }, routes: { asked: OPEN, effective: OPEN } })))).toEqual([
      'primary v1 0',
      'shadow v2 0',
    ]);
  });

  test('explains every decision with its numbers and what else could have been done', () => {
    for (const pass of [reconcile(view()), reconcile(view({ standing: { isOpen: true } })), reconcile(view({ standing: { trial: null }, sets: [set('shadow', 'v2', 2)] }))])
      for (const why of [pass.route?.why, ...pass.scale.map((one) => one.why)].filter((one) => one !== undefined)) {
        expect(why.says).toMatch(/^[A-Z].*\.$/);
        expect(why.arithmetic).not.toBe('');
        expect(why.alternatives.length).toBeGreaterThan(0);
        expect(why.source).not.toBe('');
      }
  });
});

describe('nothing is left of a trial', () => {
  test('when its servers are gone and routers have forgotten it', () => {
    expect(isCleared(view())).toBe(true);
    expect(isAlone(view())).toBe(true);
    expect(isCleared(view({ routes: { asked: PLAIN, effective: OPEN } }))).toBe(false);
    expect(isCleared(view({ sets: [set('primary', 'v1', 4), set('shadow', 'v2', 1, 0)] }))).toBe(false);
  });

  test.each<[string, Route, boolean]>([
    ['a mirror', OPEN, true],
    ['a rule', { weights: { primary: 1 }, match: [{ cohort: 'beta', pool: 'shadow' }] }, true],
    ['a split', { weights: { primary: 1 }, split: { pool: 'shadow', share: 0.5 } }, true],
    ['a weight', { weights: { primary: 0.9, shadow: 0.1 } }, true],
    ['a weight of nothing', { weights: { primary: 1, shadow: 0 } }, false],
    ['all replicas alike', { weights: null }, false],
  ])('%s', (_, route, reached) => expect(reaches(route, 'shadow')).toBe(reached));
});

describe('what reaches the trial', () => {
  const common = { replicas: { unit: 'percent', value: 100 }, watch: 0, afterwards: 'remove', analysis: null, minReady: 0, progressDeadline: null } as const;
  const bounds = { maxSurge: { unit: 'percent', value: 25 }, maxUnavailable: { unit: 'percent', value: 25 } } as const;

  test('a shadow gets copies, which do or do not change things outside', () => {
    const params = { ...common, ...bounds, mirror: 0.5 };
    expect(shadowKind.opened({ ...params, writes: 'happen' })).toEqual({ mirror: { pool: 'shadow', share: 0.5 } });
    expect(shadowKind.opened({ ...params, writes: 'dropped' })).toEqual({ mirror: { pool: 'shadow', share: 0.5, sandboxed: true } });
  });

  test('a variant gets the users of its cohorts, or a share of all', () => {
    const params = { ...common, ...bounds, share: 0.3 };
    expect(abKind.opened({ ...params, match: [{ cohort: 'beta' }, { cohort: 'staff' }] })).toEqual({
      match: [{ cohort: 'beta', pool: 'variant' }, { cohort: 'staff', pool: 'variant' }],
    });
    expect(abKind.opened({ ...params, match: [] })).toEqual({ split: { pool: 'variant', share: 0.3 } });
    expect(abKind.reaching({ ...params, match: [{ cohort: 'beta' }, { cohort: 'staff' }] })).toBe('users of the cohorts beta and staff');
  });

  test.each([
    ['percent', 100, 4, 4],
    ['percent', 25, 4, 1],
    ['percent', 30, 4, 2],
    ['percent', 25, 0, 0],
    ['count', 3, 4, 3],
  ] as const)('%s %i of %i wanted servers are %i', (unit, value, desired, size) =>
    expect(sizeOf({ replicas: { unit, value } }, desired)).toBe(size),
  );
});
