import type { Gated } from '../gate.ts';
import { changesOf, evidenceOf, linkOf, worstOf } from './gate-words.ts';
import { markdownText } from '../../report/index.ts';

const MARKS = { pass: '✅ pass', fail: '❌ fail', undecided: '❔ undecided' };

/** A section for the summary of a step: verdicts, the runs to look at, and what the edit changes. */
export function githubOf(gated: Gated): string {
  const { judgements, change, file, isPassed, settings } = gated;
  const runs = `${settings.runs} runs from root seed ${settings.root}. All intervals of a table hold together with 95%.`;
  const verdicts = judgements.map(
    (judgement) =>
      `| ${MARKS[judgement.verdict]} | ${markdownText(judgement.expectation.text)} | ${markdownText(evidenceOf(judgement))} |`,
  );
  const worst = judgements.flatMap((judgement) => {
    const [line, link] = [worstOf(judgement, gated), linkOf(judgement, gated)];
    if (judgement.verdict === 'pass' || line === null) return [];
    return `- ${markdownText(line)}${link === null ? '' : ` · [watch it](${link})`}`;
  });
  const changes = changesOf(gated).map(
    ({ label, before, after, difference }) => `| ${markdownText(label)} | ${before} | ${after} | ${markdownText(difference)} |`,
  );
  return [
    `## ${markdownText(file)}${judgements.length === 0 ? '' : isPassed ? ' passes' : ' fails'}`,
    '',
    runs,
    '',
    ...(verdicts.length === 0 ? [] : ['| verdict | expectation | evidence |', '| --- | --- | --- |', ...verdicts, '']),
    ...(worst.length === 0 ? [] : [...worst, '']),
    ...(change === null
      ? []
      : [
          `What changes against ${markdownText(change.against)}:`,
          '',
          '| metric | before | after | difference |',
          '| --- | ---: | ---: | --- |',
          ...changes,
          '',
        ]),
    '',
  ].join('\n');
}
