import type { Arm, Row } from '../../sim/index.ts';

/** Scenarios as text, written once each: arms are looked up many times a second. */
const texts = new WeakMap<object, string>();

/** What tells the runs of one arm from all others: its scenario, and the seed of the experiment. */
export const keyOf = ({ source }: Arm, root: number): string => `${root} ${textOf(source)}`;

function textOf(source: object): string {
  const known = texts.get(source);
  if (known !== undefined) return known;
  const text = JSON.stringify(source);
  texts.set(source, text);
  return text;
}

/** The runs that are there, of whatever has been asked for so far. */
export class Played {
  readonly #rows = new Map<string, Map<number, Row>>();

  add(key: string, rows: readonly Row[]): void {
    const own = this.#rows.get(key) ?? new Map<number, Row>();
    for (const row of rows) own.set(row.replication, row);
    this.#rows.set(key, own);
  }

  has(key: string, replication: number): boolean {
    return this.#rows.get(key)?.has(replication) ?? false;
  }

  /** Those of one arm in the order of their replications; `arm` is written into each. */
  of(key: string, arm: number, replications: number): Row[] {
    return [...(this.#rows.get(key)?.values() ?? [])]
      .filter(({ replication }) => replication < replications)
      .sort((a, b) => a.replication - b.replication)
      .map((row) => ({ ...row, arm }));
  }
}
