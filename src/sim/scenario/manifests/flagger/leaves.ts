import { SECOND, seconds } from '../../../kernel/index.ts';
import { didYouMean, formatDuration, parseDuration, show } from '../../../schema/index.ts';
import type { Reader, Report } from '../reader.ts';

/** Any number; null when it is unset or wrong. */
export function readNumber(reader: Reader, key: string, report: Report): number | null {
  const value = reader.raw(key);
  if (value === undefined) return null;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const digits = typeof value === 'string' && /^-?\d{1,9}(\.\d{1,9})?$/.test(value);
  const message = `must be a number, is ${show(value)} (cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value} into a field of type float64)`;
  return report.fault(reader.at(key), message, digits ? `Remove the quotes: ${value}.` : 'Write a number such as 99.');
}

/** A whole number from 0 to 100: a weight, or a percentage. */
export function readShare(reader: Reader, key: string, report: Report, reason: string): number | null {
  const value = reader.count(key);
  if (value === null || value <= 100) return value;
  return report.fault(reader.at(key), `is ${value}, and ${reason}`, 'Write 100 or less.');
}

/** A text that must be there. */
export function readRequired(reader: Reader, key: string, report: Report, cure: string): string | null {
  const value = reader.text(key);
  if (value === null && !reader.has(key)) report.fault(reader.at(key), 'is missing ("Required value")', cure);
  return value === '' ? report.fault(reader.at(key), 'is empty ("Required value")', cure) : value;
}

/** One of the words that a CRD knows. */
export function readWord(reader: Reader, key: string, words: readonly string[], report: Report): string | null {
  const value = reader.text(key);
  if (value === null || words.includes(value)) return value;
  const known = words.filter((word) => word !== '').map((word) => `"${word}"`);
  const supported = known.length > 10 ? '' : `, supported values: ${known.join(', ')}`;
  return report.fault(reader.at(key), `is ${show(value)} ("Unsupported value"${supported})`, didYouMean(value, words));
}

/** What the CRD asks of a length of time: digits and a unit in front, whatever follows. */
const PATTERN = /^[0-9]+(m|s)/;

/**
 * A length of time such as `30s` or `1m`, written as the scenario has it; null when it is unset, or refused by the CRD. One that the CRD
 * takes and Go cannot read is `otherwise`, as in Flagger.
 */
export function readInterval(reader: Reader, key: string, otherwise: string, report: Report): string | null {
  const value = reader.text(key);
  if (value === null) return null;
  if (!PATTERN.test(value)) {
    const bare = /^\d{1,6}$/.test(value);
    const message = `is ${show(value)} ("should match '^[0-9]+(m|s)'")`;
    return report.fault(reader.at(key), message, bare ? `Say what of: ${value}s or ${value}m.` : 'Write it as 30s or 1m.');
  }
  const length = parseDuration(value);
  if (length !== null && length > 0) return formatDuration(length);
  report.remark('assumed', reader.at(key), `${key}: ${show(value)} is no length of time, which Flagger takes for ${otherwise}.`);
  return otherwise;
}

/** Seconds of a length that `readInterval` gave. */
export const secondsOf = (length: string): number => (parseDuration(length) ?? seconds(60)) / SECOND;
