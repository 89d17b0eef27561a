import { FAILURE_CAUSES, format, type Frame, frameAt, type Micros, type Trace } from '../../../sim/index.ts';
import { causeWord, spell } from '../../marks/words.ts';
import type { LaneId } from '../lanes/lanes.ts';
import { capacityLayers, latencyLayers, mixLayers, surplus, trafficLayers } from '../lanes/shapes.ts';
import { spansOf } from '../lanes/states.ts';
import { fleetWords } from '../stage/shares.ts';

/** The stage in one breath, from the same numbers as the picture. */
export function describeStage(trace: Trace, frame: Frame): string {
  const fleet = fleetWords(trace, frame).map((word) => word.text).join('');
  const sent = trace.revisions.filter((r) => (frame.weights[r] ?? 0) > 0).map((r) => `${format.percent(frame.weights[r]!)} to ${r}`);
  const router = sent.length > 0 ? `The router sends ${format.listed(sent)}.` : 'The router knows no server.';
  return `At ${format.clock(frame.at)}, ${fleet}. ${router} ${harm(trace, frame)}`;
}

/** What happened up to an instant, for the live region and for those who do not see the charts. */
export function describe(trace: Trace, at: Micros): string {
  const frame = frameAt(trace, at);
  const machine = frame.machine ? ` The rollout is ${spell(frame.machine)}.` : '';
  return `${describeStage(trace, frame)}${machine}`;
}

function harm(trace: Trace, frame: Frame): string {
  if (frame.failedTotal === 0) return `${format.count(frame.served)} of ${format.plural(frame.offered, 'request')} served, none failed.`;
  const causes = FAILURE_CAUSES.filter((cause) => (frame.failed[cause] ?? 0) > 0).map((cause) => `${format.count(frame.failed[cause]!)} ${causeWord(cause)}`);
  return `${format.plural(frame.failedTotal, 'request')} failed so far (${format.listed(causes)}), for ${format.count(frame.usersHurt)} of ${format.count(trace.header.users)} users.`;
}

const LANE_WORDS: Record<LaneId, (trace: Trace) => string> = {
  state: (trace) => `the rollout is ${format.listed([...new Set(spansOf(trace).map(({ name }) => name))])}`,
  mix: (trace) => `servers by version, at most ${format.count(mixLayers(trace).most)}`,
  traffic: (trace) => `up to ${format.count(trafficLayers(trace).most)} requests a second`,
  failed: (trace) => `${format.count(trafficLayers(trace).stack.reduce((sum, { total }) => sum + total, 0))} failed in all`,
  capacity: (trace) => `ready slots, at least ${format.count(Math.min(...capacityLayers(trace).ready))}`,
  latency: (trace) => `latency, at worst ${format.duration(latencyLayers(trace).most)} at the 99th percentile`,
  cost: (trace) => `servers above ${format.count(trace.header.replicas)}, at most ${format.count(Math.max(...surplus(trace).above))}`,
};

/** The lanes of the whole run; it does not follow the playhead, so that it need not be said again and again. */
export function describeTimeline(trace: Trace, lanes: readonly LaneId[]): string {
  return `${trace.header.title}, from 0:00 to ${format.clock(trace.header.horizon)}: ${lanes.map((lane) => LANE_WORDS[lane](trace)).join('; ')}.`;
}
