import { FAILURE_CAUSES, format, type Micros, type Trace } from '../../../sim/index.ts';
import { causeWord } from '../../marks/words.ts';
import { isGrouped } from '../stage/places.ts';
import { layerName, sharesAt } from './pool-shares.ts';
import { capacityLayers, latencyLayers, mixLayers, surplus, trafficLayers, valueAt } from './shapes.ts';
import { saySpan, spanAt } from './states.ts';

export const LANES = ['state', 'mix', 'traffic', 'failed', 'capacity', 'latency', 'cost'] as const;
export type LaneId = (typeof LANES)[number];

/** Marks lie under the pale sheet of the future, words above it. */
export type LanePart = 'marks' | 'words';

/** `fixed`: taller is not better. */
interface LaneInfo { title: string; unit(trace: Trace): string; height: number; fixed?: boolean }

/** Lanes that have more to show in this run than in others: they get half as much height again. */
export const tallLanes = (trace: Trace): readonly LaneId[] => (isGrouped(trace) ? ['traffic'] : []);

/** What stands in the label column, and each lane's share of the height in CSS pixels. */
export const LANE: Record<LaneId, LaneInfo> = {
  state: { title: 'State', unit: () => 'of the rollout', height: 24, fixed: true },
  mix: { title: 'Servers', unit: (trace) => (isGrouped(trace) ? 'by pool' : 'by version'), height: 62 },
  traffic: { title: 'Requests', unit: (trace) => (isGrouped(trace) ? 'share by pool' : 'a second, served'), height: 28 },
  failed: { title: 'Failed', unit: () => 'a second, by cause', height: 66 },
  capacity: { title: 'Capacity', unit: () => 'slots ready, in use', height: 38 },
  latency: { title: 'Latency', unit: () => 'p50 – p95 – p99', height: 40 },
  cost: { title: 'Cost', unit: (trace) => `servers above ${format.count(trace.header.replicas)}`, height: 30 },
};

/** A lane's values at an instant, in words. */
export function readOut(lane: LaneId, trace: Trace, at: Micros): string {
  switch (lane) {
    case 'state': {
      const span = spanAt(trace, at);
      return span === undefined ? 'not started' : saySpan(span);
    }
    case 'mix': {
      const { at: times, layers } = mixLayers(trace);
      const parts = layers.map(({ pool, revision, kind, low, high }) => ({ name: layerName(trace, pool, revision), kind, n: valueAt(times, high, at) - valueAt(times, low, at) })).filter(({ n }) => n > 0);
      return parts.map(({ name, kind, n }) => `${format.count(n)} ${name}${kind === 'fading' ? ' coming or going' : ''}`).join(' · ') || 'no servers';
    }
    case 'traffic': {
      if (isGrouped(trace)) return sharesAt(trace, at);
      const { at: times, offered, served } = trafficLayers(trace);
      return `${format.count(valueAt(times, offered, at))} offered · ${format.count(valueAt(times, served, at))} served`;
    }
    case 'failed': {
      const { at: times, stack } = trafficLayers(trace);
      const failed = stack.map(({ cause, low, high }) => ({ cause, n: valueAt(times, high, at) - valueAt(times, low, at) })).filter(({ n }) => n > 0);
      const order = [...failed].sort((a, b) => FAILURE_CAUSES.indexOf(a.cause) - FAILURE_CAUSES.indexOf(b.cause));
      return order.map(({ cause, n }) => `${format.count(n)} failed: ${causeWord(cause)}`).join(' · ') || 'none failed';
    }
    case 'capacity': {
      const { at: times, ready, usedAt, used } = capacityLayers(trace);
      return `${format.count(valueAt(times, ready, at))} slots ready · ${format.decimal(valueAt(usedAt, used, at))} in use`;
    }
    case 'latency': {
      const { at: times, p50, p95, p99 } = latencyLayers(trace);
      const i = times.findLastIndex((start) => start <= at);
      const [middle, high, highest] = [p50, p95, p99].map((values) => values[i] ?? null);
      return typeof middle !== 'number' || typeof high !== 'number' || typeof highest !== 'number' ? 'nothing served'
        : `p50 ${format.duration(middle)} · p95 ${format.duration(high)} · p99 ${format.duration(highest)}`;
    }
    case 'cost': {
      const { at: times, above } = surplus(trace);
      return `${format.count(valueAt(times, above, at))} above`;
    }
  }
}
