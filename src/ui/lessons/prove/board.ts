import { asked, type Judged, type Lesson } from '../../../lessons/index.ts';

/** How a check stands: not judged yet, being judged, holding or broken. */
export type Standing = 'open' | 'judging' | 'holds' | 'broken';

/** One check as the learner sees it. */
export interface Row {
  check: string;
  /** What is asked. */
  says: string;
  standing: Standing;
  /** Where it breaks. */
  violation: Judged['violation'];
  /** The first that breaks: where to begin. */
  isFirst: boolean;
}

/** Every check of the lesson, in order, whether it was judged yet or not. */
export function boardOf({ spec }: Lesson, verdicts: readonly Judged[] | null, isJudging: boolean): Row[] {
  const first = verdicts?.find(({ violation }) => violation !== null)?.check;
  return spec.checks.map(([check, one]) => {
    const verdict = verdicts?.find((judged) => judged.check === check);
    const standing: Standing = isJudging ? 'judging' : verdict === undefined ? 'open' : verdict.violation === null ? 'holds' : 'broken';
    return { check, says: asked(one), standing, violation: isJudging ? null : (verdict?.violation ?? null), isFirst: !isJudging && check === first };
  });
}

/** What came of all checks together, in a sentence. */
export function summaryOf(rows: readonly Row[]): string {
  const broken = rows.filter(({ standing }) => standing === 'broken').length;
  return broken === 0 ? 'Every check holds.' : `${broken} of ${rows.length} checks ${broken === 1 ? 'is' : 'are'} broken.`;
}

/** The same with the first that is broken, for those who do not see the board. */
export function saidOf(rows: readonly Row[]): string {
  const first = rows.find(({ isFirst }) => isFirst);
  return first === undefined ? summaryOf(rows) : `${summaryOf(rows)} The first: ${first.says} ${first.violation?.says ?? ''}`;
}

/** Runs on unseen seeds that the checks will play, at most. */
export const unseenRuns = ({ spec }: Lesson): number =>
  spec.checks.reduce((sum, [, { must }]) => sum + (must.kind === 'acrossSeeds' ? must.params.runs : 0), 0);
