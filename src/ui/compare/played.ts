import type { Row } from '../../sim/index.ts';

/** The runs that are there, of whatever has been on the table so far. */
export class Played {
  readonly #rows = new Map<string, Map<number, Row>>();

  add(arm: string, rows: readonly Row[]): void {
    const own = this.#rows.get(arm) ?? new Map<number, Row>();
    for (const row of rows) own.set(row.replication, row);
    this.#rows.set(arm, own);
  }

  has(arm: string, replication: number): boolean {
    return this.#rows.get(arm)?.has(replication) ?? false;
  }

  /** Those of some arms, by arm and then replication; each row says the arm's place among them. */
  of(arms: readonly { id: string }[], replications: number): Row[] {
    return arms.flatMap(({ id }, arm) =>
      [...(this.#rows.get(id)?.values() ?? [])]
        .filter(({ replication }) => replication < replications)
        .sort((a, b) => a.replication - b.replication)
        .map((row) => ({ ...row, arm })),
    );
  }

  clear(): void {
    this.#rows.clear();
  }
}
