import { DAY, SECOND, type Distribution, type Micros } from '../kernel/index.ts';
import { readDistribution, readDuration } from './distribution.ts';
import { base, leaf, Problem, show, type FieldOptions, type Schema } from './field.ts';
import { didYouMean } from './nearest.ts';
import { formatPercent, formatRate, parseDuration, parsePercent, parseRate } from './units.ts';

/** A whole number of servers, or a share of them, as Kubernetes' maxSurge and maxUnavailable. `percent` is a whole number, 0…100 and above. */
export type IntOrPercent = { unit: 'count'; value: number } | { unit: 'percent'; value: number };

type Bounded<B> = FieldOptions & { min?: B; max?: B };
const bound = (text: string | undefined, otherwise: Micros): Micros => {
  const value = text === undefined ? otherwise : parseDuration(text);
  if (value === null) throw new Error(`Not a duration: ${text}`);
  return value;
};
const tooSmall = (min: string, written: unknown): Problem =>
  new Problem(`must be at least ${min}, is ${show(written)}`, `Write ${min} or more.`);
const tooLarge = (max: string, written: unknown): Problem =>
  new Problem(`must be at most ${max}, is ${show(written)}`, `Write ${max} or less.`);

/** A length of time: `250ms`, `90s`, `5m`, `1h30m`, `2d`. Bounds are written the same way; at most 1d unless `max` says otherwise. */
export function duration(options: Bounded<string>): Schema<Micros> {
  const bounds = { min: bound(options.min, 0), max: bound(options.max, DAY) };
  const info = { ...base('duration', options), min: bounds.min / SECOND, max: bounds.max / SECOND, unit: 's' };
  return leaf(info, (written) => readDuration(written, bounds));
}

/** A length of time that may vary: `8s`, `{ mean: 8s }`, `{ median: 8s, p99: 20s }`, `{ values: [1s, 2s] }`. */
export function distribution(options: Bounded<string>): Schema<Distribution> {
  const bounds = { min: bound(options.min, 0), max: bound(options.max, DAY) };
  const info = { ...base('distribution', options), min: bounds.min / SECOND, max: bounds.max / SECOND, unit: 's' };
  return leaf(info, (written) => readDistribution(written, bounds));
}

/** `25%` → 0.25. Bounds in percent; 0…100 unless said otherwise. */
export function percent(options: Bounded<number>): Schema<number> {
  const { min = 0, max = 100 } = options;
  return leaf({ ...base('percent', options), min, max, unit: '%' }, (written) => {
    const share = written === 0 ? 0 : typeof written === 'string' ? parsePercent(written) : null;
    if (share === null) {
      const meant = typeof written === 'number' && written > 0 && Number.isFinite(written);
      const cure = meant ? `Write ${formatPercent(written < 1 ? written : written / 100)}.` : 'Write a percentage such as 25%.';
      return new Problem(`must be a percentage, is ${show(written)}`, cure);
    }
    if (share * 100 < min) return tooSmall(`${min}%`, written);
    if (share * 100 > max) return tooLarge(`${max}%`, written);
    return share;
  });
}

/** `3` or `25%`: Kubernetes' IntOrString. `max` bounds the count, `percentMax` the percentage. */
export function intOrPercent(options: Bounded<number> & { percentMax?: number }): Schema<IntOrPercent> {
  const { min = 0, max = 500, percentMax = 100 } = options;
  return leaf<IntOrPercent>({ ...base('intOrPercent', options), min, max, step: 1 }, (written) => {
    if (typeof written === 'string' && /^\d{1,6}%$/.test(written)) {
      const value = Number(written.slice(0, -1));
      return value > percentMax ? tooLarge(`${percentMax}%`, written) : { unit: 'percent', value };
    }
    if (typeof written === 'string' && parsePercent(written) !== null) {
      return new Problem(
        `must be a whole percentage, is ${show(written)}`,
        'Kubernetes takes whole percentages only: write 25%.',
      );
    }
    const value = readInteger(
      written,
      min,
      max,
      'a whole number or a percentage',
      'Write a number such as 1 or a percentage such as 25%.',
    );
    return value instanceof Problem ? value : { unit: 'count', value };
  });
}

function readInteger(written: unknown, min: number, max: number, what = 'a whole number', cure?: string): number | Problem {
  if (typeof written !== 'number' || !Number.isInteger(written)) {
    const quoted = typeof written === 'string' && /^\d+$/.test(written);
    return new Problem(
      `must be ${what}, is ${show(written)}`,
      quoted ? `Remove the quotes: ${written.slice(0, 12)}.` : (cure ?? `Write a whole number, ${min} or more.`),
    );
  }
  if (written < min) return tooSmall(`${min}`, written);
  if (written > max) return tooLarge(`${max}`, written);
  return written;
}

/** A whole number within bounds. */
export function integer(options: Bounded<number> & { max: number; unit?: string }): Schema<number> {
  const { min = 0, max, unit } = options;
  return leaf({ ...base('integer', options), min, max, step: 1, ...(unit ? { unit } : {}) }, (written) =>
    readInteger(written, min, max),
  );
}

/** A number within bounds. */
export function number(options: Bounded<number> & { max: number; step?: number; unit?: string }): Schema<number> {
  const { min = 0, max, step, unit } = options;
  const info = { ...base('number', options), min, max, ...(step ? { step } : {}), ...(unit ? { unit } : {}) };
  return leaf(info, (written) => {
    if (typeof written !== 'number' || !Number.isFinite(written)) {
      return new Problem(`must be a number, is ${show(written)}`, `Write a number between ${min} and ${max}.`);
    }
    if (written < min) return tooSmall(`${min}`, written);
    if (written > max) return tooLarge(`${max}`, written);
    return written;
  });
}

/** `60/s`, `90/m`, `3600/h` → per second. Bounds per second. */
export function rate(options: Bounded<number> & { max: number }): Schema<number> {
  const { min = 0, max } = options;
  return leaf({ ...base('rate', options), min, max, unit: '/s' }, (written) => {
    const value = typeof written === 'string' ? parseRate(written) : null;
    if (value === null) {
      const bare = typeof written === 'number' && Number.isFinite(written) && written >= 0;
      return new Problem(
        `must be a rate, is ${show(written)}`,
        bare ? `Say per what: ${written}/s or ${written}/m.` : 'Write a rate such as 60/s.',
      );
    }
    if (value < min) return tooSmall(formatRate(min), written);
    if (value > max) return tooLarge(formatRate(max), written);
    return value;
  });
}

/** One of a few words; `options` maps each word to its label. */
export function choice<const K extends string>(options: FieldOptions & { options: Readonly<Record<K, string>> }): Schema<K> {
  const words = Object.keys(options.options) as K[];
  const info = { ...base('choice', options), options: words.map((value) => ({ value, label: options.options[value] })) };
  return leaf(info, (written) => {
    const found = words.find((word) => word === written);
    if (found !== undefined) return found;
    const cure = typeof written === 'string' ? didYouMean(written, words) : `Use one of ${words.join(', ')}.`;
    return new Problem(`must be one of ${words.join(', ')}, is ${show(written)}`, cure);
  });
}

/** True or false, and nothing that merely sounds like it. */
export function flag(options: FieldOptions): Schema<boolean> {
  return leaf(base('switch', options), (written) =>
    typeof written === 'boolean'
      ? written
      : new Problem(
          `must be true or false, is ${show(written)}`,
          'Write true or false; YAML 1.2 reads yes, no, on and off as text.',
        ),
  );
}

/** A line of text, at most `max` (200) characters. `pattern` comes with the sentence that explains it. */
export function text(
  options: FieldOptions & { max?: number; pattern?: { test: RegExp; says: string; cure: string } },
): Schema<string> {
  const { max = 200, pattern } = options;
  return leaf({ ...base('text', options), max }, (written) => {
    if (typeof written !== 'string') return new Problem(`must be a text, is ${show(written)}`, 'Put it in quotes.');
    if (written.length > max) return new Problem(`may have ${max} characters, has ${written.length}`, 'Shorten it.');
    if (pattern && !pattern.test.test(written)) return new Problem(`${pattern.says}, is ${show(written)}`, pattern.cure);
    return written;
  });
}

/** A line of text that a function of its own looks at: null when it is right. */
export function checkedText(
  options: FieldOptions & { max: number },
  complaint: (written: string) => { message: string; cure: string } | null,
): Schema<string> {
  const { max } = options;
  return leaf({ ...base('text', options), max }, (written) => {
    if (typeof written !== 'string') return new Problem(`must be a text, is ${show(written)}`, 'Put it in quotes.');
    if (written.length > max) return new Problem(`may have ${max} characters, has ${written.length}`, 'Shorten it.');
    const found = complaint(written);
    return found === null ? written : new Problem(found.message, found.cure);
  });
}
