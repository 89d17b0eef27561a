import type { Micros } from '../../../src/sim/kernel/index.ts';
import type { Why } from '../../../src/sim/trace/facts.ts';
import type { Sized } from '../../../src/sim/strategies/argo/sets.ts';
import type { Params } from '../../../src/sim/strategies/canary/params.ts';
import type { CanaryPass } from '../../../src/sim/strategies/canary/pass.ts';
import { reconcileCanary } from '../../../src/sim/strategies/canary/reconcile.ts';
import type { CanaryState, CanaryStatus } from '../../../src/sim/strategies/canary/state.ts';
import { settledStatus } from '../../../src/sim/strategies/canary/state.ts';
import { stepsKey } from '../../../src/sim/strategies/canary/steps.ts';

const PASSES_MAX = 200;

/** A fleet whose servers become available when told, with a canary's controller that looks until nothing changes any more. */
export class Walk {
  state: CanaryState;
  /** What happened: `12: v2 0→1`, `weight 5`, … */
  readonly history: string[] = [];
  readonly whys: Why[] = [];
  /** Called after every pass, with what it looked at. */
  onPass: (pass: CanaryPass, before: CanaryState) => void = () => {};

  constructor(
    readonly params: Params,
    readonly desired: number,
  ) {
    this.state = {
      now: 0,
      desired,
      target: 'v1',
      paused: false,
      sets: [{ revision: 'v1', createdOrder: 1, spec: desired, replicas: desired, available: desired }],
      status: settledStatus('v1', params.steps, stepsKey(params.steps)),
      weightVerified: true,
      stepRun: null,
      background: null,
    };
  }

  rollOut(target: string): this {
    this.state = { ...this.state, target };
    return this.settle();
  }
  at(now: Micros): this {
    this.state = { ...this.state, now };
    return this.settle();
  }
  with(change: Partial<CanaryState>): this {
    this.state = { ...this.state, ...change };
    return this.settle();
  }
  act(change: (status: CanaryStatus) => CanaryStatus): this {
    this.state = { ...this.state, status: change(this.state.status) };
    return this.settle();
  }
  /** Servers of a revision become available; all that are wanted, unless a count is given. */
  available(revision: string, count = Infinity): this {
    this.change(revision, (set) => ({ ...set, available: Math.min(set.spec, set.available + count) }));
    return this.settle();
  }
  crash(revision: string, count: number): this {
    this.change(revision, (set) => ({ ...set, available: Math.max(0, set.available - count) }));
    return this.settle();
  }
  /** Everything wanted becomes available, again and again, until nothing changes. */
  run(): this {
    for (let round = 0; round < PASSES_MAX; round++) {
      const waiting = this.state.sets.filter((set) => set.available < set.spec);
      if (waiting.length === 0) return this;
      for (const { revision } of waiting) this.available(revision);
    }
    throw new Error(`Never comes to rest:\n${this.history.slice(-20).join('\n')}`);
  }

  size = (revision: string): number => this.state.sets.find((set) => set.revision === revision)?.spec ?? 0;
  sizes = (): string => this.state.sets.map(({ revision, spec }) => `${revision} ${spec}`).join(', ');
  get weight(): number {
    return this.state.status.weights?.canary ?? 0;
  }

  private settle(): this {
    for (let passes = 0; passes < PASSES_MAX; passes++) {
      const before = this.state,
        pass = reconcileCanary(this.params, before);
      this.state = { ...before, status: pass.status };
      if (pass.route !== null) {
        this.history.push(`weight ${pass.route.weights.canary} to ${pass.route.weights.canaryRevision}`);
        this.whys.push(pass.route.why);
      }
      for (const { kind, why } of pass.changes) {
        this.history.push(kind);
        this.whys.push(why);
      }
      for (const { revision, from, to, why } of pass.scale) {
        this.history.push(`${revision} ${from}→${to}`);
        this.whys.push(why);
        this.resize(revision, to);
      }
      if (pass.hold !== null) this.whys.push(pass.hold);
      this.onPass(pass, before);
      if (!pass.again) return this;
    }
    throw new Error(`Passes never end:\n${this.history.slice(-20).join('\n')}`);
  }

  private resize(revision: string, to: number): void {
    if (!this.state.sets.some((set) => set.revision === revision))
      this.state = {
        ...this.state,
        sets: [...this.state.sets, { revision, createdOrder: this.state.sets.length + 1, spec: 0, replicas: 0, available: 0 }],
      };
    // Servers that are not available are the first to go.
    this.change(revision, (set) => ({ ...set, spec: to, replicas: to, available: Math.min(to, set.available) }));
  }
  private change(revision: string, to: (set: Sized) => Sized): void {
    this.state = { ...this.state, sets: this.state.sets.map((set) => (set.revision === revision ? to(set) : set)) };
  }
}
