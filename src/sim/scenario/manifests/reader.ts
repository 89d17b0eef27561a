import { seconds } from '../../kernel/index.ts';
import { didYouMean, formatDuration, isMapping, show, type Fault, type Json } from '../../schema/index.ts';
import type { KnownFields } from './known-fields.ts';

export type Path = Fault['path'];

/** `90` → `1m30s`. */
export const inSeconds = (amount: number): string => formatDuration(seconds(amount));

/** Something about a manifest that is worth knowing and no mistake. */
export interface Remark {
  kind: 'notModelled' | 'assumed' | 'ignored';
  path: Path;
  message: string;
}

/** Collects what is wrong and what is worth knowing while a manifest is read. */
export class Report {
  readonly faults: Fault[] = [];
  readonly remarks: Remark[] = [];
  readonly #told = new Set<string>();

  fault(path: Path, message: string, cure: string, atKey = false): null {
    this.faults.push({ path, atKey, message, cure });
    return null;
  }

  /** Objects that several others refer to are read more than once; what is worth knowing about them is told once. */
  remark(kind: Remark['kind'], path: Path, message: string): void {
    const key = `${JSON.stringify(path)} ${message}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.remarks.push({ kind, path, message });
  }
}

/** Dumps are full of fields that hold nothing; leaving those out changes nothing. */
const saysSomething = (value: Json | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  value !== '' &&
  (typeof value !== 'object' || Object.keys(value).length > 0);

/** One mapping of a manifest, read field by field as the API server would: unknown fields and wrong types are faults, null means unset. */
export class Reader {
  readonly value: Record<string, Json>;
  readonly path: Path;
  readonly #report: Report;

  constructor(value: Record<string, Json>, path: Path, known: KnownFields, report: Report) {
    this.value = value;
    this.path = path;
    this.#report = report;
    const all = [...known.modelled, ...known.silent, ...known.others];
    for (const key of Object.keys(value)) {
      if (known.others.includes(key)) {
        if (saysSomething(value[key])) report.remark('notModelled', [...path, key], `Not modelled: ${key}.`);
      } else if (!all.includes(key))
        report.fault([...path, key], 'is an unknown field (strict decoding error)', didYouMean(key, all), true);
    }
  }

  at(key: string): Path {
    return [...this.path, key];
  }

  has(key: string): boolean {
    return Object.hasOwn(this.value, key) && this.value[key] !== null;
  }

  raw(key: string): Json | undefined {
    return this.has(key) ? this.value[key] : undefined;
  }

  /** A mapping inside this one; null when it is not there or no mapping. */
  mapping(key: string, known: KnownFields): Reader | null {
    const value = this.raw(key);
    if (value === undefined) return null;
    if (isMapping(value)) return new Reader(value, this.at(key), known, this.#report);
    return this.#report.fault(this.at(key), `must be a mapping, is ${show(value)}`, 'Write its fields as key: value.');
  }

  list(key: string): Json[] | null {
    const value = this.raw(key);
    if (value === undefined || Array.isArray(value)) return value ?? null;
    return this.#report.fault(this.at(key), `must be a list, is ${show(value)}`, 'Begin each entry with a dash.');
  }

  text(key: string): string | null {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'string') return value ?? null;
    return this.#report.fault(
      this.at(key),
      `must be a text, is ${show(value)} (cannot unmarshal ${typeof value} into a field of type string)`,
      'Put it in quotes.',
    );
  }

  boolean(key: string): boolean | null {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'boolean') return value ?? null;
    return this.#report.fault(
      this.at(key),
      `must be true or false, is ${show(value)} (cannot unmarshal ${typeof value} into a field of type bool)`,
      'Write true or false without quotes.',
    );
  }

  /** A whole number, 0 or more; null when unset or wrong. */
  count(key: string, min = 0): number | null {
    const value = this.raw(key);
    if (value === undefined) return null;
    const path = this.at(key);
    if (typeof value !== 'number') {
      const digits = typeof value === 'string' && /^\d{1,10}$/.test(value);
      const message = `must be a whole number, is ${show(value)} (cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value} into a field of type int32)`;
      return this.#report.fault(path, message, digits ? `Remove the quotes: ${value}.` : 'Write a whole number.');
    }
    if (!Number.isInteger(value))
      return this.#report.fault(path, `must be a whole number, is ${show(value)}`, 'Write a whole number.');
    if (value < min)
      return this.#report.fault(path, `is ${value} ("must be greater than or equal to ${min}")`, `Write ${min} or more.`);
    if (value > 2_147_483_647)
      return this.#report.fault(path, `is ${value}, more than a number of this type can be (int32)`, 'Write a smaller number.');
    return value;
  }
}
