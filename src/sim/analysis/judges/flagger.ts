import type { Judging } from '../judging.ts';
import type { MeasuredMetric } from '../question.ts';
import { samplesOf, seenOf } from './argo.ts';
import type { Prober } from './prober.ts';
import { UNIT_OF } from './values.ts';
import { inUnit } from './words.ts';

/** Flagger's way: a query gives a number or nothing, and the number must lie within a range. Nothing is a failed check too. */
export function flaggerProber({ name, question }: MeasuredMetric, judging: Extract<Judging, { kind: 'flagger' }>): Prober {
  const { atLeast, atMost, failedChecks, threshold } = judging,
    unit = UNIT_OF[question.metric];
  const range = [
    ...(atLeast === null ? [] : [`at least ${inUnit(atLeast, unit)}`]),
    ...(atMost === null ? [] : [`at most ${inUnit(atMost, unit)}`]),
  ].join(' and ');
  return {
    unit,
    limits: { condition: range || 'any value', atLeast, atMost, failsBelow: null, failsAbove: null },
    sample: (look) => {
      const samples = samplesOf(question, look);
      return { value: samples.population.value, samples };
    },
    judge: (written, samples) => {
      const value = typeof written === 'number' ? written : null,
        seen = samples === null ? name : seenOf(question, samples);
      const counted = `failed check ${failedChecks + 1} of ${threshold}`,
        failed = (why: string) => ({ phase: 'Failed' as const, message: `${seen}, ${why}: ${counted}` });
      // Nothing found is a failed check: silence is no proof of health.
      if (value === null) return failed('so there is no value');
      if (atLeast !== null && value < atLeast) return failed(`below ${inUnit(atLeast, unit)}`);
      if (atMost !== null && value > atMost) return failed(`above ${inUnit(atMost, unit)}`);
      return {
        phase: 'Successful',
        message: `${seen}; ${range || 'any value'} is fine, and ${failedChecks} of ${threshold} checks have failed so far`,
      };
    },
  };
}
