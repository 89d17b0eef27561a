import { HOUR, MINUTE, seconds, toSeconds } from '../../../kernel/index.ts';
import { formatDuration, parseDuration, type Json } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import { secondsOf } from './leaves.ts';

const numberIn = (params: Source, key: string, otherwise: number): number => {
  const value = params[key];
  return typeof value === 'number' ? value : otherwise;
};

/**
 * A length of run in which all ticks of a good release find room.
 * @param rolling how long the Deployment alone would be given, for the primary rolls in the end as it would
 */
export function horizonOf(params: Source, rolling: Json | undefined): string {
  const interval = Math.max(10, secondsOf(typeof params['interval'] === 'string' ? params['interval'] : '1m'));
  const ticks = (trialTicks(params) + promotionTicks(params) + 4) * 1.3;
  const alone = (typeof rolling === 'string' ? parseDuration(rolling) : null) ?? 0;
  const needed = seconds(60 + interval * ticks) + seconds(Math.min(toSeconds(alone), 600) / 4);
  return formatDuration(Math.min(12 * HOUR, Math.max(10 * MINUTE, alone, Math.ceil(needed / MINUTE) * MINUTE)));
}

function trialTicks(params: Source): number {
  if (params['skipAnalysis'] === true) return 1;
  const iterations = numberIn(params, 'iterations', params['provider'] === 'kubernetes' ? 10 : 0);
  if (iterations > 0) return iterations + 2;
  const steps = params['stepWeights'];
  if (Array.isArray(steps) && params['stepWeight'] === undefined) return steps.length + 1;
  const step = numberIn(params, 'stepWeight', 0);
  return step === 0 ? 5 : Math.ceil((numberIn(params, 'maxWeight', 100) || 100) / step) + (params['mirror'] === true ? 2 : 1);
}

const promotionTicks = (params: Source): number => {
  const step = numberIn(params, 'stepWeightPromotion', 0);
  return step === 0 ? 2 : Math.ceil(100 / step) + 1;
};
