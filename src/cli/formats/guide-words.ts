import {
  CRITERIA,
  HAPPENINGS,
  HAPPENING_LABELS,
  QUESTIONS,
  USUAL_MIX,
  format,
  formatPercent,
  type Advice,
  type Changes,
  type CriterionJudged,
  type Verdict,
} from '../../sim/index.ts';
import type { Guided } from '../guide.ts';

export const SIGNS: Readonly<Record<Verdict, string>> = { fits: '✓', 'does not fit': '✗', 'not decided': '?', 'not asked': '' };

export const LEGEND =
  '✓ keeps the limit, ✗ breaks it, ? these runs do not decide; without a mark there is no limit, – no run has the value.';

/** Heads of the table of criteria, each with its limit. */
export const headsOf = ({ situation }: Advice): string[] =>
  CRITERIA.map((criterion) => {
    const limit = criterion.limit(situation);
    return limit === null ? criterion.label : `${criterion.label} ≤ ${criterion.bound(limit)}`;
  });

/** `40 s ✗`, `–`. */
export function cellText(judged: CriterionJudged): string {
  const criterion = CRITERIA.find(({ id }) => id === judged.id)!,
    value = judged.value === null ? '–' : criterion.shows(judged.value.mean);
  return `${value} ${SIGNS[judged.verdict]}`.trimEnd();
}

/** The answer in a few words. */
export function answerOf({ standing, recommended, runnerUp, ranked }: Advice): string {
  if (standing === 'nothing fits') return `Nothing fits. Closest: ${ranked[0]?.label ?? 'nothing'}.`;
  if (standing === 'not decided') return `Not decided by these runs. Likeliest: ${ranked[0]!.label}.`;
  const next =
    runnerUp === null
      ? ''
      : runnerUp.standing === 'fits'
        ? ` Runner-up: ${runnerUp.label}.`
        : ` No other fits; closest is ${runnerUp.label}.`;
  return `Recommended: ${recommended!.label}.${next}`;
}

/** What would change the answer, a sentence each, and what has not been played. */
export function changeLines({ changes, unplayed }: Changes): string[] {
  const names = [...new Set(unplayed.map(({ question }) => QUESTIONS.find(({ id }) => id === question)!.short.toLowerCase()))];
  return [
    ...(changes.length === 0
      ? ['No other answer to a single question that was looked at changes it.']
      : changes.map(({ says }) => says)),
    ...(names.length === 0
      ? []
      : [`Another answer about ${names.join(', ')} is another world, which was not played: --play-changes.`]),
  ];
}

/** What was asked, a line each. */
export const askedLines = ({ situation }: Advice): string[] =>
  QUESTIONS.map(({ id, asks, says }) => `${asks} ${says(situation[id])}`);

/** What stands below everything. */
export function notesOf({ answers, runs, root, confidence }: Guided): string[] {
  const mix = HAPPENINGS.filter((id) => USUAL_MIX[id] > 0).map((id) => `${formatPercent(USUAL_MIX[id])} ${HAPPENING_LABELS[id]}`);
  const unfinished = answers
    .flatMap(({ advice }) => advice.ranked)
    .reduce((most, { evidence }) => Math.max(most, evidence.unfinished), 0);
  return [
    `${format.plural(runs, 'run')} of each strategy and each part of the mix, on the same seeds, root ${root}. The mix, an assumption: ${mix.join('; ')}.`,
    `All ${answers[0]!.advice.family} intervals of an answer hold together with ${formatPercent(confidence)} (Bonferroni). A limit is kept or broken only where the whole interval is on one side.`,
    'Databases are not modelled: whether the old version can live with what the new one wrote, no run here tells.',
    ...(unfinished > 0
      ? [
          `Up to ${format.plural(unfinished, 'run')} of a strategy were neither there nor back at their end, and what comes later is not counted: some wait for somebody to look, for others the run is too short (--set horizon=1h).`,
        ]
      : []),
  ];
}
