import { formatDuration } from '../sim/index.ts';
import type { ControlSpec } from './spec/schema.ts';

/** Every value that a control can be put to, as it is written in a scenario. */
export const valuesOf = ({ from, to, step }: ControlSpec): string[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => formatDuration(from + index * step));
