import { show, type Json } from '../../../schema/index.ts';
import type { Reader, Report } from '../reader.ts';

/** What Argo takes for a bound that is not given. */
const DEFAULT = '25%';

/** maxSurge or maxUnavailable. Argo takes any text for a percentage, even one without the sign: "25" means 25 %. */
export function readBound(owner: Reader, key: string, report: Report): Json {
  const written = owner.raw(key);
  if (written === undefined) return DEFAULT;
  const refuse = (message: string, cure: string): Json => {
    report.fault(owner.at(key), message, cure);
    return DEFAULT;
  };
  if (typeof written === 'number') {
    if (!Number.isInteger(written)) return refuse(`must be a whole number or a percentage, is ${written}`, 'Write 1 or 25%.');
    return written < 0 ? refuse(`is ${written} ("must be greater than or equal to 0")`, 'Write 0 or more.') : written;
  }
  const digits = typeof written === 'string' ? /^(\d{1,9})(%?)$/.exec(written) : null;
  if (digits === null)
    return refuse(
      `must be a whole number or a percentage, is ${show(written)}`,
      'Write a whole number or a whole percentage such as 25%.',
    );
  if (digits[2] === '')
    report.remark(
      'assumed',
      owner.at(key),
      `${key} is a text: Argo takes "${digits[1]}" for ${digits[1]}%, and not for a number of servers.`,
    );
  return `${digits[1]}%`;
}

/** Whether a bound allows nothing at all. */
export const isZero = (bound: Json): boolean => bound === 0 || (typeof bound === 'string' && /^0+%$/.test(bound));
