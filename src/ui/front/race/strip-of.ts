import {
  downtime, livesOf, momentsOf, outcomeAt, outcomeOf, recoveryOf, rolloutFailures, undoneBy,
  type Micros, type Trace,
} from '../../../sim/index.ts';
import { failedSeconds } from '../../compare/together/lane.ts';
import { rolloutStanding } from '../../compare/together/standing.ts';
import { surplusOf, tollCurves } from '../../compare/together/toll.ts';
import { roleOf, stageOf } from '../../marks/words.ts';
import { tellingMomentOf } from '../../player/telling.ts';
import { mixLayers } from '../../views/lanes/shapes.ts';
import { placesOf } from '../../views/stage/places.ts';
import type { Mark, Reason, Server, Share, Standing, Strip } from './strip.ts';

/** What the page shows of a run. */
export function stripOf(trace: Trace): Strip {
  const { horizon, rolloutAt, users, replicas, stable, next } = trace.header;
  const { failed, hurt } = tollCurves(trace), places = placesOf(trace), mix = mixLayers(trace);
  return {
    header: { horizon, rolloutAt, users, replicas, stable, next, requests: trace.requests.count },
    failed: Float64Array.from(failed.at),
    hurt: Float64Array.from(hurt.at),
    failedAt: Int16Array.from(rolloutFailures(trace), ({ request }) => places.of[trace.attempts.replica[trace.requests.lastAttempt[request]!]!] ?? -1),
    seconds: failedSeconds(trace),
    surplus: surplusOf(trace),
    recovery: recoveryOf(trace),
    standings: standingsOf(trace),
    outcome: outcomeOf(trace),
    outcomeAt: outcomeAt(trace),
    shares: sharesOf(trace),
    marks: marksOf(trace),
    servers: serversOf(trace),
    groups: places.groups,
    moment: tellingMomentOf(trace),
    mix: { at: mix.at, layers: mix.layers.map(({ role, kind, low, high }) => ({ role, isServing: kind === 'serving', low, high })), most: mix.most },
    reason: reasonOf(trace),
  };
}

/** The columns that can be handed over rather than copied. */
export const buffersOf = ({ failed, hurt, failedAt }: Strip): ArrayBuffer[] => [failed, hurt, failedAt].map(({ buffer }) => buffer as ArrayBuffer);

function standingsOf(trace: Trace): Standing[] {
  const states = trace.facts.flatMap((fact) => (fact.type === 'rollout.state' ? [{ at: fact.at, machine: fact.state }] : []));
  const machineAt = (at: Micros): string => states.findLast((state) => state.at <= at)?.machine ?? '';
  const instants = [...new Set([0, trace.header.rolloutAt, ...states.map(({ at }) => at), outcomeAt(trace)])].sort((a, b) => a - b);
  return instants.map((at) => ({ at, ...rolloutStanding(trace, { at, machine: machineAt(at) }) }));
}

function sharesOf(trace: Trace): Share[] {
  return trace.facts.flatMap((fact): Share[] => {
    if (fact.type !== 'weight.changed') return [];
    const total = Object.values(fact.weights).reduce((sum, weight) => sum + weight, 0);
    return [{ at: fact.at, next: total === 0 ? null : 1 - (fact.weights[trace.header.stable] ?? 0) / total }];
  });
}

function marksOf(trace: Trace): Mark[] {
  const { rolloutAt } = trace.header, { undo } = momentsOf(trace), by = undoneBy(trace);
  const pager = trace.facts.find(({ at, type }) => type === 'alarm.fired' && at >= rolloutAt);
  return [
    ...(pager === undefined ? [] : [{ at: pager.at, says: 'pager' } as const]),
    ...(undo === null ? [] : [{ at: undo, says: by === 'person' ? 'undo' : 'analysis' } as const]),
  ];
}

function serversOf(trace: Trace): Server[] {
  const places = placesOf(trace), { horizon } = trace.header;
  return livesOf(trace).flatMap(({ revision, stretches }, index): Server[] => {
    if (stretches.length === 0) return [];
    const passages: { from: Micros; to: Micros; stage: Server['passages'][number]['stage'] }[] = [];
    stretches.forEach(({ at, state }, i) => {
      // What is never followed by anything still stands at the very end.
      const to = stretches[i + 1]?.at ?? horizon + 1, stage = stageOf(state), last = passages.at(-1);
      if (state === 'gone' || to === at) return;
      if (last?.stage === stage && last.to === at) last.to = to;
      else passages.push({ from: at, to, stage });
    });
    return [{ place: places.of[index]!, role: roleOf(trace, revision), passages }];
  });
}

function reasonOf(trace: Trace): Reason {
  const shares = sharesOf(trace), { rolloutAt, horizon } = trace.header;
  let share = 0, exposed = 0;
  shares.forEach(({ at, next }, i) => {
    const to = shares[i + 1]?.at ?? horizon;
    if (next === null || next === 0 || to <= rolloutAt) return;
    share = Math.max(share, next);
    exposed += to - Math.max(at, rolloutAt);
  });
  return { down: downtime.measure(trace) ?? 0, share, exposed };
}
