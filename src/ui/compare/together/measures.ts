import { format, type Micros, type Trace } from '../../../sim/index.ts';
import { valueOf } from './curve.ts';
import { sayMinutes } from './surplus.ts';
import { surplusBy, tollCurves } from './toll.ts';

/** What the lines of the chart may show. `isHarm`: more of it is worse for users, rather than only more. */
export interface Measure {
  id: string;
  label: string;
  title: string;
  isHarm: boolean;
  valueAt(trace: Trace, at: Micros): number;
  say(value: number): string;
}

export const MEASURES: readonly Measure[] = [
  { id: 'failed', label: 'Failed requests', title: 'Requests failed because of the rollout, so far', isHarm: true, valueAt: (trace, at) => valueOf(tollCurves(trace).failed, at), say: format.count },
  { id: 'hurt', label: 'Users hurt', title: 'Users hurt by the rollout, so far', isHarm: true, valueAt: (trace, at) => valueOf(tollCurves(trace).hurt, at), say: format.count },
  { id: 'servers', label: 'Servers', title: 'Servers, starting and stopping ones included', isHarm: false, valueAt: (trace, at) => valueOf(tollCurves(trace).servers, at), say: format.count },
  { id: 'surplus', label: 'Cost', title: 'Server-minutes above the steady state, so far', isHarm: false, valueAt: surplusBy, say: sayMinutes },
];

/** A gap with its sign: `+1,508`, `−3`, `±0`. */
export function sayGap(measure: Measure, gap: number): string {
  const size = measure.say(Math.abs(gap)).replace(/^\+/, '');
  return size === '0' ? '±0' : `${gap > 0 ? '+' : '−'}${size}`;
}
