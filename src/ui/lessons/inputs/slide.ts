import { snapped } from './columns.ts';
import type { Scale } from './scale.ts';

const BY: Readonly<Record<string, readonly [of: 'step' | 'leap', direction: 1 | -1]>> = {
  ArrowRight: ['step', 1], ArrowUp: ['step', 1], ArrowLeft: ['step', -1], ArrowDown: ['step', -1], PageUp: ['leap', 1], PageDown: ['leap', -1],
};

/** Where a key takes an amount; from nothing said, it starts at the lower end. Null when the key is none of ours. */
export function slid(value: number | null, key: string, scale: Pick<Scale, 'most' | 'step' | 'leap'>): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return scale.most;
  const by = Object.hasOwn(BY, key) ? BY[key]! : null;
  return by === null ? null : placed((value ?? 0) + scale[by[0]] * by[1], scale);
}

/** The nearest value that can be set by hand. */
export const placed = (value: number, { most, step }: Pick<Scale, 'most' | 'step'>): number => Math.min(most, Math.max(0, snapped(value, step)));
