import type { Trace } from '../../../sim/index.ts';
import { linear, logarithmic, type Scale } from '../../marks/scale.ts';
import { capacityLayers, latencyLayers, mixLayers, surplus, trafficLayers } from './shapes.ts';

// Each lane's scale, common to a run and to the ghost of another, so that the two can be compared by eye.

const most = (of: (trace: Trace) => { most: number }, trace: Trace, ghost: Trace | null): number => Math.max(of(trace).most, ghost ? of(ghost).most : 0);
const upTo = (value: number, height: number): Scale => linear([0, value], [height, 0]);

export const mixScale = (trace: Trace, ghost: Trace | null, height: number) => upTo(most(mixLayers, trace, ghost), height);
/** Shares of all requests, from nothing to everything. */
export const shareScale = (height: number) => upTo(1, height);
export const trafficScale = (trace: Trace, ghost: Trace | null, height: number) => upTo(most(trafficLayers, trace, ghost) * 1.04, height);
/** A single lost request is a small mark, not an alarm as tall as the lane. */
const FAILED_LEAST = 3;
export const failedScale = (trace: Trace, ghost: Trace | null, height: number) =>
  upTo(Math.max(FAILED_LEAST, trafficLayers(trace).mostFailed, ghost ? trafficLayers(ghost).mostFailed : 0) * 1.05, height);
export const capacityScale = (trace: Trace, ghost: Trace | null, height: number) => upTo(most(capacityLayers, trace, ghost) * 1.04, height);
export const costScale = (trace: Trace, ghost: Trace | null, height: number) => upTo(Math.max(1, most(surplus, trace, ghost)), height);

/** A tail this many times the least median is unreadable on a linear scale. */
const LONG_TAIL = 30;

export function latencyScale(trace: Trace, ghost: Trace | null, height: number): Scale {
  const least = Math.min(latencyLayers(trace).least, ghost ? latencyLayers(ghost).least : Infinity);
  const top = most(latencyLayers, trace, ghost);
  return top / least > LONG_TAIL ? logarithmic([least * 0.8, top * 1.15], [height, 2], { clamp: true }) : upTo(top * 1.08, height);
}
