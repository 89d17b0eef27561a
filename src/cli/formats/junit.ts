import { clean } from '../clean.ts';
import { countsAs, type Gated } from '../gate.ts';
import { evidenceOf, linkOf, undecidedOf, worstOf } from './gate-words.ts';

/** Text inside an element or an attribute; what XML 1.0 cannot hold at all is left out. */
export const xml = (text: string): string =>
  clean(text)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g, '')
    .replace(/[&<>"'\n\t]/g, (found) => `&#${found.charCodeAt(0)};`);

/** The gate as CI systems read it: a suite for each file, a case for each expectation. Files that are not valid are an error. */
export function junitOf(gates: readonly Gated[], invalid: readonly string[]): string {
  const suites = gates.map((gated) => suiteOf(gated));
  const errors = invalid.map(
    (file) =>
      `  <testsuite name="${xml(file)}" tests="1" failures="0" errors="1" skipped="0">\n    <testcase classname="${xml(file)}" name="is valid"><error message="cannot be played; the log says why"/></testcase>\n  </testsuite>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cutover check">\n${[...suites, ...errors].join('')}</testsuites>\n`;
}

function suiteOf(gated: Gated): string {
  const { judgements, settings, file } = gated;
  const failures = judgements.filter((judgement) => countsAs(judgement, settings) === 'fail').length,
    skipped = judgements.filter(({ verdict }) => verdict === 'undecided' && settings.undecided === 'pass').length;
  const cases = judgements.map((judgement) => {
    const says = `${judgement.verdict}: ${evidenceOf(judgement)}`,
      more = [
        judgement.verdict === 'undecided' ? undecidedOf(judgement) : null,
        worstOf(judgement, gated),
        linkOf(judgement, gated),
      ]
        .filter((line) => line !== null)
        .join('\n');
    const inner =
      countsAs(judgement, settings) === 'fail'
        ? `<failure type="${judgement.verdict}" message="${xml(says)}">${xml(more)}</failure>`
        : judgement.verdict === 'undecided'
          ? `<skipped message="${xml(says)}"/>`
          : `<system-out>${xml(says)}</system-out>`;
    return `    <testcase classname="${xml(file)}" name="${xml(judgement.expectation.text)}">${inner}</testcase>\n`;
  });
  return `  <testsuite name="${xml(file)}" tests="${judgements.length}" failures="${failures}" errors="0" skipped="${skipped}">\n${cases.join('')}  </testsuite>\n`;
}
