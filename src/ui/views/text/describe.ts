import { FAILURE_CAUSES, format, type Frame, frameAt, framePools, type Micros, type Trace } from '../../../sim/index.ts';
import { causeWord, spell } from '../../marks/words.ts';
import type { LaneId } from '../lanes/lanes.ts';
import { shareLayers } from '../lanes/pool-shares.ts';
import { capacityLayers, latencyLayers, mixLayers, surplus, trafficLayers } from '../lanes/shapes.ts';
import { spansOf } from '../lanes/states.ts';
import { headOf, nameOf } from '../stage/heads.ts';
import { isGrouped } from '../stage/places.ts';
import { fleetWords } from '../stage/shares.ts';
import { standingOf } from './standing.ts';

/** The stage in one breath, from the same numbers as the picture. */
export function describeStage(trace: Trace, frame: Frame): string {
  const fleet = fleetWords(trace, frame).map((word) => word.text).join('');
  return `At ${format.clock(frame.at)}, ${fleet}. ${isGrouped(trace) ? sayPools(trace, frame) : sayRouter(trace, frame)} ${harm(trace, frame)}`;
}

function sayRouter(trace: Trace, frame: Frame): string {
  const sent = trace.revisions.filter((r) => (frame.weights[r] ?? 0) > 0).map((r) => `${format.percent(frame.weights[r]!)} to ${r}`);
  return sent.length > 0 ? `The router sends ${format.listed(sent)}.` : 'The router knows no server.';
}

/** Each pool as its head says it: `canary v2: 1 server, asked 5%, effective 5%, measured 6%.` */
function sayPools(trace: Trace, frame: Frame): string {
  const pools = framePools(trace, frame);
  return pools.pools
    .map((_, index) => headOf(trace, pools, index, frame.replicas))
    .map((head) => `${nameOf(head)}: ${[...head.servers, ...head.more, ...head.numbers.map(({ label, value }) => `${label} ${value}`)].join(', ')}.`)
    .join(' ');
}

/** What happened up to an instant, for the live region and for those who do not see the charts. */
export function describe(trace: Trace, at: Micros): string {
  const frame = frameAt(trace, at);
  const machine = frame.machine ? ` The rollout is ${spell(frame.machine)}.` : '';
  const { isApart, says } = standingOf(frame);
  return `${describeStage(trace, frame)}${machine}${isApart ? ` ${says}` : ''}`;
}

function harm(trace: Trace, frame: Frame): string {
  if (frame.failedTotal === 0) return `${format.count(frame.served)} of ${format.plural(frame.offered, 'request')} served, none failed.`;
  const causes = FAILURE_CAUSES.filter((cause) => (frame.failed[cause] ?? 0) > 0).map((cause) => `${format.count(frame.failed[cause]!)} ${causeWord(cause)}`);
  return `${format.plural(frame.failedTotal, 'request')} failed so far (${format.listed(causes)}), for ${format.count(frame.usersHurt)} of ${format.count(trace.header.users)} users.`;
}

const LANE_WORDS: Record<LaneId, (trace: Trace) => string> = {
  state: (trace) => `the rollout is ${format.listed([...new Set(spansOf(trace).map(({ name }) => name))])}`,
  mix: (trace) => `servers by ${isGrouped(trace) ? 'pool' : 'version'}, at most ${format.count(mixLayers(trace).most)}`,
  traffic: (trace) => `up to ${format.count(trafficLayers(trace).most)} requests a second${isGrouped(trace) ? `, ${format.percent(Math.round(Math.max(...shareLayers(trace).tried) * 100) / 100)} of them on trial at most` : ''}`,
  failed: (trace) => `${format.count(trafficLayers(trace).stack.reduce((sum, { total }) => sum + total, 0))} failed in all`,
  capacity: (trace) => `ready slots, at least ${format.count(Math.min(...capacityLayers(trace).ready))}`,
  latency: (trace) => `latency, at worst ${format.duration(latencyLayers(trace).most)} at the 99th percentile`,
  cost: (trace) => `servers above ${format.count(trace.header.replicas)}, at most ${format.count(Math.max(...surplus(trace).above))}`,
};

/** The lanes of the whole run; it does not follow the playhead, so that it need not be said again and again. */
export function describeTimeline(trace: Trace, lanes: readonly LaneId[], from: Micros = 0, to: Micros = trace.header.horizon): string {
  return `${trace.header.title}, from ${format.clock(from)} to ${format.clock(to)}: ${lanes.map((lane) => LANE_WORDS[lane](trace)).join('; ')}.`;
}
