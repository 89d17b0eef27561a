import { format } from '../../trace/index.ts';
import { VALUES_MIN, type Interval } from '../interval.ts';
import { CRITERIA, type Criterion, type CriterionId } from './criteria.ts';
import type { Evidence, Measured } from './evidence.ts';
import type { Situation } from './situation.ts';

/** `not asked`: the situation sets no limit. */
export type Verdict = 'fits' | 'does not fit' | 'not decided' | 'not asked';

/** One criterion of one strategy, held against the limit. */
export interface CriterionJudged extends Measured {
  id: CriterionId;
  verdict: Verdict;
  limit: number | null;
  /** One sentence with the numbers. */
  why: string;
  /** The same without its subject: `is down for 40 s in a good release; 0 s allowed`. */
  says: string;
  /** The same without the limit. */
  tells: string;
}

/** A strategy with everything that it is held to. */
export interface Judged {
  id: string;
  label: string;
  /** `fits`: all that was asked. `cannot`: it cannot be played in this situation. */
  standing: 'fits' | 'not decided' | 'does not fit' | 'cannot';
  /** Why it cannot; the rest of a sentence that begins with its label. */
  cannot: string | null;
  criteria: CriterionJudged[];
  evidence: Evidence;
}

/** Holds what was measured of a strategy against the limits of a situation. */
export function judged(evidence: Evidence, situation: Situation): Judged {
  const { id, label, cannot } = evidence,
    criteria = cannot === null ? CRITERIA.map((criterion) => judge(criterion, evidence, situation)) : [],
    has = (verdict: Verdict): boolean => criteria.some((one) => one.verdict === verdict);
  const standing =
    cannot !== null
      ? 'cannot'
      : has('does not fit')
        ? 'does not fit'
        : has('not decided') || evidence.replications === 0
          ? 'not decided'
          : 'fits';
  return { id, label, standing, cannot, criteria, evidence };
}

function judge(criterion: Criterion, { label, measured }: Evidence, situation: Situation): CriterionJudged {
  const { id } = criterion,
    found = measured[id],
    limit = criterion.limit(situation),
    verdict = verdictOf(found, limit),
    tells = toldOf(criterion, found),
    says = `${tells}; ${limit === null ? 'no limit is set' : criterion.allows(criterion.bound(limit))}`;
  return { ...found, id, verdict, limit, says, tells, why: `${label} ${says}${ENDS[verdict]}.` };
}

const ENDS: Readonly<Record<Verdict, string>> = {
  fits: ': fits',
  'does not fit': ': does not fit',
  'not decided': ': these runs do not decide',
  'not asked': '',
};

/**
 * A limit is kept or broken only where the whole interval is on one side of it, the limit itself included; where some runs never got
 * there, it is not kept for sure, and where none did, it is broken.
 */
function verdictOf({ value, runs, got }: Measured, limit: number | null): Verdict {
  if (limit === null) return 'not asked';
  if (value === null) return runs < VALUES_MIN ? 'not decided' : 'does not fit';
  const { low, high } = value;
  if (low === null || high === null) return 'not decided';
  if (low > limit) return 'does not fit';
  return high <= limit && got === runs ? 'fits' : 'not decided';
}

function toldOf(criterion: Criterion, { value, runs, got }: Measured): string {
  if (runs === 0) return 'has not been played yet';
  if (value === null) return `${criterion.lacks} in ${format.plural(runs, 'run')}`;
  const some = got === runs ? '' : `, in the ${got} of ${format.plural(runs, 'run')} that got there`;
  return `${criterion.tells(spanned(criterion, value))}${some}`;
}

/** A mean with its interval. */
function spanned({ shows }: Criterion, { mean, low, high }: Interval): string {
  const show = (value: number): string => shows(value).replace('+', '');
  if (low === null || high === null) return `${show(mean)} (too few runs for an interval)`;
  return low === high || show(low) === show(high) ? show(mean) : `${show(mean)} (${show(low)} to ${show(high)})`;
}
