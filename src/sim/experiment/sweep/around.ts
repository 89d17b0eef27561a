import { SECOND } from '../../kernel/index.ts';
import type { Json } from '../../scenario/index.ts';
import { formatDuration, formatPercent, formatRate, parseDuration, parsePercent, parseRate } from '../../schema/index.ts';

/** From a quarter of what there is to four times it, so that a curve shows both ways. */
const FACTORS = [0.25, 0.5, 1, 2, 4];

/** Lengths of time around the world's own, in whole seconds, for controllers count no less. */
export function durationsAround(own: Json | null, otherwise: readonly string[]): Json[] {
  const length = typeof own === 'string' ? parseDuration(own) : null;
  if (length === null || length === 0) return own === null ? [...otherwise] : [own, ...otherwise];
  return FACTORS.map((factor) => (factor === 1 ? own! : formatDuration(Math.max(1, Math.round((length * factor) / SECOND)) * SECOND)));
}

export function ratesAround(own: Json | null): Json[] {
  const rate = typeof own === 'string' ? parseRate(own) : null;
  if (rate === null || rate === 0) return ['10/s', '20/s', '40/s', '80/s'];
  return FACTORS.map((factor) => (factor === 1 ? own! : formatRate(rate * factor)));
}

export function countsAround(own: Json | null, factors: readonly number[] = FACTORS): Json[] {
  if (typeof own !== 'number' || own <= 0) return [0, 1, 2, 4, 8];
  return factors.map((factor) => Math.max(1, Math.round(own * factor)));
}

export function numbersAround(own: Json | null): Json[] {
  return typeof own !== 'number' || own === 0 ? [0, 1, 2, 4, 8] : FACTORS.map((factor) => own * factor);
}

/** Shares in the steps that are usual, and the world's own. */
export function sharesWith(own: Json | null, usual: readonly string[]): Json[] {
  const share = typeof own === 'string' ? parsePercent(own) : null;
  return share === null ? [...usual] : [own!, ...usual];
}

/** Shares around the world's own, never above everything. */
export function sharesAround(own: Json | null): Json[] {
  const share = typeof own === 'string' ? parsePercent(own) : null;
  if (share === null || share === 0) return [...(own === null ? [] : [own]), '1%', '2%', '5%', '10%', '20%'];
  return FACTORS.map((factor) => (factor === 1 ? own! : formatPercent(Math.min(1, share * factor))));
}

/** From one server to all of them, and the world's own. */
export function serversUpTo(own: Json | null, replicas: number): Json[] {
  const steps = [1, 2, ...[0.25, 0.5, 1].map((share) => Math.ceil(share * replicas))];
  return own === null ? steps : [own, ...steps];
}
