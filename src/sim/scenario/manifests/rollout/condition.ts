import { parseCondition, type Problem } from '../../../analysis/index.ts';

/** How much larger a query's number is than ours, which are shares from 0 to 1, and seconds. */
export const FACTORS: Readonly<Record<string, 100 | 1000>> = { percent: 100, milliseconds: 1000 };

/**
 * A condition of a template, made to speak of what the rehearsal measures: `result[0]` is a share from 0 to 1 or seconds here,
 * whatever the query multiplies it by.
 * @param factor how much larger the query's number is
 * @param isNumber whether the provider gives `result` as a number, and not as a list with one
 */
export function rescaled(condition: string, factor: number, isNumber: boolean): string | Problem {
  const parsed = parseCondition(condition);
  if ('problem' in parsed) return parsed.problem;
  const field = /\bresult\s*(?:\?\.|\.|\[(?!\s*0\s*\]))/.exec(condition);
  if (field !== null)
    return {
      at: field.index,
      message: 'looks into the result, and a rehearsal measures one number',
      cure: isNumber ? 'Write it over result.' : 'Write it over result[0].',
    };
  return outsideTexts(condition, (plain) => {
    const indexed = isNumber ? listed(plain) : plain.replaceAll(/\bresult\s*\[\s*0\s*\]/g, 'result[0]');
    return factor === 1 ? indexed : indexed.replaceAll(SCALED, (...match) => scale(match.at(-1) as Groups, factor));
  });
}

/** What a condition says of a number, said of a list with one; a number that is missing, for which there may be a default, is an empty list. */
const listed = (plain: string): string =>
  plain
    .replaceAll(/\bdefault\(\s*result\s*,\s*(-?[\w.]+)\s*\)/g, '(len(result) == 0 ? $1 : result[0])')
    .replaceAll(/\bisNil\(\s*result\s*\)/g, 'len(result) == 0')
    .replaceAll(/(?<!\blen\(\s*)\bresult\b(?:\s*\[\s*0\s*\])?/g, 'result[0]');

/** Where a scaled number may stand: asked whether it is one, compared with a plain number, or anywhere else; `#` in a closure is one too. */
const SCALED =
  /(?<asked>\b(?:isNaN|isInf)\(\s*(?:result\[0\]|#)\s*\))|(?<![-+*/%]\s*)(?<side>result\[0\]|#)(?<operator>\s*(?:<=|>=|<|>|==|!=)\s*)(?<number>\d+(?:\.\d+)?)(?!\s*[-+*/%.\w])|(?<any>result\[0\]|#)/g;

type Groups = Partial<Record<'asked' | 'side' | 'operator' | 'number' | 'any', string>>;

/** `result[0] <= 1` of a percentage is `result[0] <= 0.01` of a share. */
function scale({ asked, side, operator, number, any }: Groups, factor: number): string {
  if (asked !== undefined) return asked;
  // The decimal point moves in the text: 99.9 / 100 would not be exactly 0.999.
  if (side !== undefined) return `${side}${operator}${Number(`${number}e-${factor === 100 ? 2 : 3}`)}`;
  return `(${any} * ${factor})`;
}

/** Changes a condition, but not the texts in quotes. */
const outsideTexts = (condition: string, change: (plain: string) => string): string =>
  condition.replaceAll(
    /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|([^"'`]+)/g,
    (_whole, quoted: string | undefined, plain: string | undefined) => (plain === undefined ? quoted! : change(plain)),
  );

/** `result[0] >= 0.95` as the bound that it is; null for any other condition. */
export function boundIn(condition: string): { kind: 'atLeast' | 'atMost'; bound: number } | null {
  const match = /^\s*result\[0\]\s*(>=|<=)\s*(\d{1,12}(?:\.\d{1,9})?)\s*$/.exec(condition);
  return match === null ? null : { kind: match[1] === '>=' ? 'atLeast' : 'atMost', bound: Number(match[2]) };
}
