import type { Micros } from '../../kernel/index.ts';
import { madeProgress, type RolloutStatus } from '../argo/progress.ts';
import { setsToForget } from '../kubernetes/history.ts';
import type { FleetObservation } from '../strategy.ts';
import type { Context, Deeds, Runs } from './context.ts';
import { reconcileBlueGreen } from './reconcile.ts';
import { explainMirror, routeOf } from './route.ts';
import { reasonFor, stageOf } from './stage.ts';
import type { BlueGreenPass, Status, View } from './state.ts';

/** More passes than this in one look would mean that two rules undo each other. */
const MOST_PASSES = 40;

/** What of the context a look may be told to be different from before. */
export type Change = Partial<Pick<Context, 'status' | 'desired' | 'history' | 'runs' | 'reason'>>;

/**
 * Looks at the fleet and runs passes until the status rests, or a size changes: then the world tells of the new fleet at the same
 * instant, and the next look goes on from there.
 */
export function look(context: Context, fleet: FleetObservation, change: Change = {}): Partial<Context> {
  const now = { ...context, ...change },
    passes: BlueGreenPass[] = [];
  let { status } = now,
    rests = false;
  while (!rests) {
    if (passes.length >= MOST_PASSES) throw new RangeError('blue-green: the passes do not come to rest');
    const pass = reconcileBlueGreen(viewOf(now, status, fleet));
    passes.push(pass);
    rests = pass.scale.length > 0 || JSON.stringify(pass.status) === JSON.stringify(status);
    status = pass.status;
  }

  const view = viewOf(now, status, fleet),
    stage = stageOf(view),
    last = passes.at(-1)!,
    asked = JSON.stringify(routeOf(context.params, status));
  const { deeds, runs, started } = analysesOf(now, status, passes);
  const switched = passes.flatMap((pass) => pass.active?.why ?? pass.preview?.why ?? []).at(-1);
  return {
    ...change,
    target: status.target,
    status,
    history: stage === 'done' ? remembered(now, fleet) : now.history,
    fleet,
    stage,
    wakeAt: last.wakeAt,
    progressAt: isProgress(context, status, fleet) ? fleet.at : context.progressAt,
    runs,
    started,
    asked,
    reason: change.reason ?? (stage === context.stage ? context.reason : reasonFor(stage, view)),
    deeds: {
      ...deeds,
      scale: last.scale,
      route: asked !== context.asked ? (switched ?? explainMirror(view)) : null,
      hold: stage === 'done' ? null : last.hold,
    },
  };
}

/** Old revisions beyond the limit are deleted, and with them the way back. */
function remembered({ history, params, target }: Context, { sets }: FleetObservation): string[] {
  const old = sets.filter((set) => set.revision !== target).map((set) => ({ ...set, number: history.indexOf(set.revision) + 1 }));
  const forgotten = setsToForget(old, params.revisionHistoryLimit).map((set) => set.revision);
  return history.filter((revision) => !forgotten.includes(revision));
}

/** The fleet in the eyes of a pass. A set that is yet to be created counts as an empty one: it may be all that is wanted. */
function viewOf({ desired, settings }: Context, status: Status, { at, sets }: FleetObservation): View {
  const isKnown = sets.some(({ revision }) => revision === status.target);
  const empty = { revision: status.target, createdOrder: Infinity, spec: 0, replicas: 0, available: 0 };
  return { now: at, desired, settings, status, sets: isKnown ? sets : [...sets, empty] };
}

/** Starts what the passes ask for, and ends what nobody waits for any more. */
function analysesOf(
  context: Context,
  status: Status,
  passes: readonly BlueGreenPass[],
): { deeds: Pick<Deeds, 'start' | 'end'>; runs: Runs; started: number } {
  let { started } = context;
  const runs = { ...context.runs },
    end: string[] = [];
  const start = passes
    .flatMap((pass) => pass.start)
    .map(({ run: kind, why }) => {
      const superseded = runs[kind];
      if (superseded !== null) end.push(superseded);
      return { run: (runs[kind] = `${kind}-${status.target}-${++started}`), kind, why };
    });
  for (const kind of ['pre', 'post'] as const) {
    const run = runs[kind];
    if (run === null || (kind === 'pre' ? status.preAnalysis : status.postAnalysis) === 'Running') continue;
    end.push(run);
    runs[kind] = null;
  }
  return { deeds: { start, end }, runs, started };
}

function isProgress(context: Context, status: Status, fleet: FleetObservation): boolean {
  if (status.target !== context.target || context.status.pausedSince !== status.pausedSince) return true;
  if (context.status.userPaused || context.status.aborted) return true;
  return madeProgress(progressOf(context.status, context.fleet), progressOf(status, fleet));
}

function progressOf({ target, stable, active, preview }: Status, { sets }: FleetObservation): RolloutStatus {
  const sum = (count: 'replicas' | 'ready' | 'available') => sets.reduce((total, set) => total + set[count], 0);
  return {
    replicas: sum('replicas'),
    updated: sets.find(({ revision }) => revision === target)?.replicas ?? 0,
    ready: sum('ready'),
    available: sum('available'),
    stable: stable ?? '',
    stepIndex: null,
    steps: '',
    active: active ?? '',
    preview: preview ?? '',
  };
}

/** When the progress deadline passes; null = it does not run. */
export const deadlineAt = ({ params, progressAt }: Context): Micros | null =>
  params.progressDeadline === null ? null : progressAt + params.progressDeadline;
