import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE, SECOND, seconds, type Micros } from '../../../src/sim/kernel/index.ts';
import { read } from '../../../src/sim/schema/index.ts';
import { abort, promote, promoteFull, retry, update } from '../../../src/sim/strategies/blue-green/actions.ts';
import { schema } from '../../../src/sim/strategies/blue-green/params.ts';
import { settingsOf } from '../../../src/sim/strategies/blue-green/settings.ts';
import { reconcileBlueGreen } from '../../../src/sim/strategies/blue-green/reconcile.ts';
import { begin, type SetView, type Settings, type Status } from '../../../src/sim/strategies/blue-green/state.ts';
import type { Why } from '../../../src/sim/trace/facts.ts';

const settings = (written: Record<string, unknown> = {}): Settings => {
  const reading = read(schema, written);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return settingsOf(reading.value);
};

/** Sets that become available when told, and passes that run until nothing changes. */
class Fleet {
  now: Micros = 0;
  status: Status = begin('v1');
  sets: SetView[] = [];
  readonly history: string[] = [];
  readonly whys: Why[] = [];
  wakeAt: Micros | null = null;
  hold = '';

  constructor(
    readonly desired: number,
    readonly settings: Settings,
    /** Called for every switch of the active service, with the sets as they were when it was decided. */
    readonly onSwitch: (to: string, from: string | null) => void = () => {},
  ) {
    this.sets = [{ revision: 'v1', createdOrder: 0, spec: desired, replicas: desired, available: desired }];
    this.settle();
  }

  act(change: (status: Status) => Status): void {
    this.status = change(this.status);
    this.settle();
  }

  available(revision: string, count = Infinity): void {
    this.sets = this.sets.map((set) =>
      set.revision === revision ? { ...set, available: Math.max(0, Math.min(set.spec, count)) } : set,
    );
    this.settle();
  }

  wait(duration: Micros): void {
    const end = this.now + duration;
    while (this.wakeAt !== null && this.wakeAt <= end) {
      this.now = this.wakeAt;
      this.settle();
    }
    this.now = end;
    this.settle();
  }

  private settle(): void {
    for (let pass = 0; this.once(); pass++) if (pass > 30) throw new Error('it never comes to rest');
  }

  private once(): boolean {
    const pass = reconcileBlueGreen({
      now: this.now,
      desired: this.desired,
      sets: this.sets,
      settings: this.settings,
      status: this.status,
    });
    const isSame = JSON.stringify(pass.status) === JSON.stringify(this.status) && pass.scale.length === 0;
    if (pass.active !== null) this.onSwitch(pass.active.to, pass.active.from);
    for (const { revision, from, to, why } of pass.scale) {
      this.history.push(`${revision} ${from}→${to}`);
      this.whys.push(why);
      if (!this.sets.some((set) => set.revision === revision))
        this.sets = [...this.sets, { revision, createdOrder: this.sets.length, spec: 0, replicas: 0, available: 0 }];
      this.sets = this.sets.map((set) =>
        set.revision === revision ? { ...set, spec: to, replicas: to, available: Math.min(set.available, to) } : set,
      );
    }
    for (const service of ['preview', 'active'] as const) {
      const change = pass[service];
      if (change === null) continue;
      this.history.push(`${service} ${change.to}`);
      this.whys.push(change.why);
    }
    for (const { run, why } of pass.start) {
      this.history.push(`${run} analysis`);
      this.whys.push(why);
    }
    if (pass.pause) this.history.push(pass.pause.begins ? 'pause' : 'pause over');
    if (pass.aborts) this.history.push('abort');
    if (pass.promotes) this.history.push('promoted');
    for (const why of [pass.pause?.why, pass.aborts, pass.promotes, pass.hold]) if (why) this.whys.push(why);
    this.status = pass.status;
    this.wakeAt = pass.wakeAt;
    this.hold = pass.hold?.says ?? '';
    return !isSame;
  }
}

const to = (revision: string) => (status: Status) => update(status, revision);
const analysis = { metrics: [{ metric: 'successRate', atLeast: '97%', count: 3 }] };

test('by default: a whole second environment, one switch, thirty seconds of standby', () => {
  const fleet = new Fleet(4, settings());
  fleet.act(to('v2'));
  expect(fleet.hold).toBe('Waiting: none of the 4 v2 servers is available yet.');
  fleet.available('v2', 3);
  expect(fleet.history).toEqual(['v2 0→4', 'preview v2']);
  fleet.available('v2');
  expect(fleet.hold).toBe('The v1 environment stands by for 30 seconds more.');
  fleet.wait(29 * SECOND);
  expect(fleet.history).toEqual(['v2 0→4', 'preview v2', 'active v2', 'promoted']);
  fleet.wait(SECOND);
  expect(fleet.history.at(-1)).toBe('v1 4→0');
  expect(fleet.hold).toBe('');
});

test('with manual promotion it waits for a person, delay or no delay', () => {
  const fleet = new Fleet(2, settings({ autoPromotion: false, autoPromotionSeconds: '10s' }));
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.wait(60 * MINUTE);
  expect(fleet.history).toEqual(['v2 0→2', 'preview v2', 'pause']);
  expect(fleet.hold).toBe('Waiting for a person to promote v2.');
  fleet.act(promote);
  expect(fleet.history.slice(3)).toEqual(['active v2', 'promoted']);
});

test('the delay is counted from the pause, and the pause begins only after the analysis', () => {
  const fleet = new Fleet(2, settings({ autoPromotionSeconds: '1m', prePromotionAnalysis: analysis }));
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.wait(5 * MINUTE);
  expect(fleet.hold).toBe('Waiting for the analysis of v2 before the switch.');
  fleet.act((status) => ({ ...status, preAnalysis: 'Successful' }));
  expect(fleet.hold).toBe('Waiting 1 minute more before the switch to v2.');
  fleet.wait(59 * SECOND);
  expect(fleet.status.active).toBe('v1');
  fleet.wait(SECOND);
  expect(fleet.history).toEqual(['v2 0→2', 'preview v2', 'pre analysis', 'pause', 'active v2', 'pause over', 'promoted']);
});

test('a small preview grows to full size before the switch, and not earlier', () => {
  const fleet = new Fleet(5, settings({ previewReplicas: 1, autoPromotion: false }));
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.act(promote);
  expect(fleet.history).toEqual(['v2 0→1', 'preview v2', 'pause', 'v2 1→5']);
  fleet.available('v2');
  expect(fleet.history.slice(4)).toEqual(['active v2', 'promoted']);
});

test('a failed analysis before the switch aborts, and the preview goes after thirty seconds', () => {
  const fleet = new Fleet(3, settings({ prePromotionAnalysis: analysis }));
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.act((status) => ({ ...status, preAnalysis: 'Failed' }));
  expect(fleet.hold).toBe('Aborted: 3 v2 servers stay for 30 seconds more, to be looked into.');
  fleet.wait(30 * SECOND);
  expect(fleet.history).toEqual(['v2 0→3', 'preview v2', 'pre analysis', 'abort', 'v2 3→0']);
  expect([fleet.status.active, fleet.status.target]).toEqual(['v1', 'v2']);
});

test('a failed analysis after the switch sends users back in one switch', () => {
  const fleet = new Fleet(3, settings({ postPromotionAnalysis: analysis }));
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.wait(10 * MINUTE);
  expect(fleet.hold).toBe('Waiting for the analysis of v2 under real traffic.');
  fleet.act((status) => ({ ...status, postAnalysis: 'Failed' }));
  expect(fleet.history).toEqual(['v2 0→3', 'preview v2', 'active v2', 'post analysis', 'abort', 'active v1']);
});

test('with an explicit delay there is nothing to go back to at speed once it has passed', () => {
  const fleet = new Fleet(3, settings({ postPromotionAnalysis: analysis, scaleDownDelay: '1m' }));
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.wait(2 * MINUTE);
  expect(fleet.history.at(-1)).toBe('v1 3→0');
  fleet.act((status) => ({ ...status, postAnalysis: 'Failed' }));
  expect(fleet.history.slice(-2)).toEqual(['abort', 'v1 0→3']);
  expect(fleet.hold).toBe('Waiting to send users back: none of the 3 v1 servers is available yet.');
  fleet.available('v1');
  expect(fleet.history.at(-1)).toBe('active v1');
});

test('inside the standby time, going back is one switch without pause or analysis', () => {
  const fleet = new Fleet(2, settings({ autoPromotion: false, prePromotionAnalysis: analysis }));
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.act((status) => ({ ...status, preAnalysis: 'Successful' }));
  fleet.act(promote);
  fleet.wait(20 * SECOND);
  const before = fleet.history.length;
  fleet.act(to('v1'));
  expect(fleet.history.slice(before)).toEqual(['preview v1', 'active v1', 'promoted']);
});

test('after the standby time, going back is another rollout', () => {
  const fleet = new Fleet(2, settings());
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.wait(30 * SECOND);
  const before = fleet.history.length;
  fleet.act(to('v1'));
  expect(fleet.history.slice(before)).toEqual(['v1 0→2', 'preview v1']);
  fleet.available('v1');
  expect(fleet.history.slice(before + 2)).toEqual(['active v1', 'promoted']);
});

test('an inconclusive analysis waits for a person, and then starts afresh', () => {
  const fleet = new Fleet(2, settings({ prePromotionAnalysis: analysis }));
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.act((status) => ({ ...status, preAnalysis: 'Inconclusive' }));
  fleet.wait(MINUTE);
  expect(fleet.hold).toBe('Waiting for a person: an analysis could not tell good from bad.');
  fleet.act(promote);
  expect(fleet.history.slice(2)).toEqual(['pre analysis', 'pre analysis']);
});

test('when green has lost a server after the switch, users cannot be sent back yet', () => {
  const fleet = new Fleet(2, settings({ postPromotionAnalysis: analysis }));
  fleet.act(to('v2'));
  fleet.available('v2');
  fleet.available('v2', 1);
  fleet.act(abort);
  expect(fleet.hold).toBe('Waiting to send users back: the v2 set is not whole, and the switch wants it whole.');
  fleet.available('v2');
  expect(fleet.history.at(-1)).toBe('active v1');
});

test('promote in full skips everything before the switch', () => {
  const fleet = new Fleet(
    2,
    settings({ autoPromotion: false, previewReplicas: 1, prePromotionAnalysis: analysis, postPromotionAnalysis: analysis }),
  );
  fleet.act(to('v2'));
  fleet.act(promoteFull);
  fleet.available('v2');
  expect(fleet.history).toEqual(['v2 0→1', 'preview v2', 'v2 1→2', 'active v2', 'promoted']);
});

test('only as many old environments stand by as may', () => {
  const fleet = new Fleet(1, settings({ scaleDownDelay: '10m', scaleDownDelayRevisionLimit: 1 }));
  for (const revision of ['v2', 'v3']) {
    fleet.act(to(revision));
    fleet.available(revision);
  }
  expect(fleet.sets.map(({ revision, spec }) => `${revision} ${spec}`)).toEqual(['v1 0', 'v2 1', 'v3 1']);
  expect(fleet.whys.find(({ says }) => says.startsWith('Removed'))?.says).toBe(
    'Removed 1 v1 server: as many environments stand by already as may.',
  );
});

const revisions = fc.constantFrom('v1', 'v2', 'v3');
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('available' as const), revision: revisions, count: fc.nat({ max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('update' as const), revision: revisions }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), duration: fc.integer({ min: 1, max: 90 }).map(seconds) }),
  },
  fc.record({ do: fc.constantFrom('promote' as const, 'promoteFull' as const, 'abort' as const, 'retry' as const) }),
  fc.record({
    do: fc.constantFrom('preAnalysis' as const, 'postAnalysis' as const),
    phase: fc.constantFrom('Successful' as const, 'Failed' as const, 'Error' as const, 'Inconclusive' as const),
  }),
);
const knobs = fc.record({
  autoPromotion: fc.boolean(),
  autoPromotionSeconds: fc.constantFrom('0s', '20s'),
  previewReplicas: fc.constantFrom('none', 1, 2),
  scaleDownDelay: fc.constantFrom('none', '0s', '1m'),
  scaleDownDelayRevisionLimit: fc.constantFrom('none', 0, 1),
  abortScaleDownDelay: fc.constantFrom('none', '0s', '5s'),
  prePromotionAnalysis: fc.constantFrom('none', analysis),
  postPromotionAnalysis: fc.constantFrom('none', analysis),
});

test('invariant 8: users are switched only to an environment with every server available, and at most once there and back per update', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), knobs, fc.array(happening, { maxLength: 25 }), (desired, written, happenings) => {
      let switches: string[] = [];
      const fleet: Fleet = new Fleet(desired, settings(written), (next, from) => {
        expect(next).not.toBe(from);
        expect(fleet.sets.find(({ revision }) => revision === next)?.available).toBe(desired);
        switches.push(next);
      });
      for (const one of happenings) {
        if (one.do === 'available') fleet.available(one.revision, one.count);
        else if (one.do === 'wait') fleet.wait(one.duration);
        else if (one.do === 'preAnalysis' || one.do === 'postAnalysis')
          fleet.act((status) => (status[one.do] === 'Running' ? { ...status, [one.do]: one.phase } : status));
        else {
          // What a machine would refuse: the same version again, a retry of nothing, an abort of nothing.
          const { status } = fleet,
            isOver = status.stable === status.target;
          if (one.do === 'update') {
            if (one.revision === status.target) continue;
            switches = [];
            fleet.act(to(one.revision));
          } else if (one.do === 'retry') {
            if (!status.aborted) continue;
            switches = [];
            fleet.act(retry);
          } else if (!isOver && !status.aborted) fleet.act({ promote, promoteFull, abort }[one.do]);
        }
        expect(switches.length).toBeLessThanOrEqual(2);
        expect(switches.filter((name) => name === fleet.status.target).length).toBeLessThanOrEqual(1);
      }
      for (const why of fleet.whys) {
        expect(`${why.says} ${why.arithmetic} ${why.alternatives.join(' ')}`).not.toMatch(/undefined|null|NaN|Infinity|−-|--/);
        expect(why.says).toMatch(/\.$/);
      }
    }),
    { numRuns: 500 },
  );
});
