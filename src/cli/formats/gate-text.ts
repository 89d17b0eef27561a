import { format } from '../../sim/index.ts';
import { clean } from '../clean.ts';
import type { Gated } from '../gate.ts';
import type { Io } from '../io.ts';
import { changesOf, evidenceOf, linkOf, undecidedOf, worstOf } from './gate-words.ts';

const LOOKS = { pass: 'blue', fail: 'red', undecided: 'yellow' } as const;

/** The gate of one file, a line for each expectation and for each metric that the edit may have changed. */
export function gateTextOf(gated: Gated, io: Io): string {
  const { judgements, change, settings, isPassed, file } = gated;
  const wide = Math.max(...judgements.map(({ expectation }) => expectation.text.length), 0);
  const lines = judgements.flatMap((judgement) => {
    const [worst, link] = judgement.verdict === 'pass' ? [null, null] : [worstOf(judgement, gated), linkOf(judgement, gated)];
    return [
      `  ${io.style(LOOKS[judgement.verdict], judgement.verdict.padEnd(9))}  ${judgement.expectation.text.padEnd(wide)}  ${evidenceOf(judgement)}`,
      ...[worst, link].flatMap((line) => (line === null ? [] : [`             ${clean(line)}`])),
      ...(judgement.verdict === 'undecided' ? [`             ${undecidedOf(judgement)}`] : []),
    ];
  });
  const changes = changesOf(gated).map(
    ({ label, before, after, difference }) => `  ${label}: ${before} before, ${after} after, difference ${difference}`,
  );
  const head = `${format.plural(settings.runs, 'run')} from root seed ${settings.root}`;
  return [
    ...(judgements.length === 0
      ? []
      : [
          `${clean(file)}  ${isPassed ? 'passes' : 'fails'} the gate: ${head}; all verdicts together are right with 95%`,
          ...lines,
        ]),
    ...(change === null
      ? []
      : [
          `${clean(file)}  against ${clean(change.against)}: ${head}, the same for both; all intervals together hold with 95%`,
          ...changes,
        ]),
    '',
  ].join('\n');
}
