import { CRITERIA, exported, needsOf, type Criterion, type Ranked } from '../../sim/index.ts';
import { cleanDeep } from '../clean.ts';
import type { Guided } from '../guide.ts';

/** The guide for programs: one object; times in seconds, shares 0 to 1. */
export function guideJsonOf({ answers, ...terms }: Guided): string {
  return `${JSON.stringify(
    cleanDeep({
      schema: 'cutover.guide/1',
      ...terms,
      answers: answers.map(({ named, isChanged, advice, changes, held }) => ({
        situation: isChanged ? null : named.id,
        asked: advice.situation,
        standing: advice.standing,
        recommended: advice.recommended?.id ?? null,
        runnerUp: advice.runnerUp?.id ?? null,
        reasons: advice.reasons,
        binds: advice.binds,
        changes: changes.changes,
        unplayed: changes.unplayed,
        asserted: isChanged ? null : { strategy: named.strategy, ...held },
        strategies: advice.ranked.map(strategyOf),
      })),
    }),
  )}\n`;
}

const strategyOf = ({ id, label, standing, cannot, beatenBy, evidence, criteria }: Ranked) => ({
  id,
  label,
  standing,
  cannot,
  beatenBy,
  needs: needsOf(id),
  runs: evidence.replications,
  unfinished: evidence.unfinished,
  criteria: criteria.map((judged) => {
    const criterion = CRITERIA.find((one) => one.id === judged.id)!;
    return {
      id: judged.id,
      label: criterion.label,
      verdict: judged.verdict,
      limit: plain(criterion, judged.limit),
      value: judged.value && {
        n: judged.value.n,
        mean: plain(criterion, judged.value.mean),
        low: plain(criterion, judged.value.low),
        high: plain(criterion, judged.value.high),
      },
      runs: judged.runs,
      got: judged.got,
      why: judged.why,
      typical: judged.typical,
      worst: judged.worst,
    };
  }),
});

const plain = ({ unit }: Criterion, value: number | null): number | null => exported(unit, value);
