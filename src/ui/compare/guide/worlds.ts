import {
  candidatesOf,
  evidenceOf,
  guideArms,
  rowsByArm,
  sourceKey,
  VALUES_MIN,
  worldKeyOf,
  type Arm,
  type Candidate,
  type Evidence,
  type Mix,
  type Row,
  type Situation,
  type Source,
} from '../../../sim/index.ts';

/** The strategies as they are played in the world of a situation. */
export interface World {
  candidates: readonly Candidate[];
  arms: readonly Arm[];
}

/** One world under some strategies, in all situations that are looked at: each is worked out once, and again when its runs have grown. */
export class Worlds {
  readonly #worlds = new Map<string, World>();
  readonly #evidence = new Map<string, { rows: number; evidence: readonly Evidence[] }>();
  readonly #source: Source;
  readonly #ids: readonly string[];
  readonly #mix: Mix;

  constructor(source: Source, ids: readonly string[], mix: Mix) {
    this.#source = source;
    this.#ids = ids;
    this.#mix = mix;
  }

  of(situation: Situation): World {
    const key = worldKeyOf(situation),
      known = this.#worlds.get(key);
    if (known !== undefined) return known;
    const candidates = candidatesOf(this.#source, this.#ids, situation),
      world = { candidates, arms: guideArms(candidates) };
    this.#worlds.set(key, world);
    return world;
  }

  /** What the rows say of the world of a situation. @param rowsOf the rows there are of some arms, by their place */
  evidence(situation: Situation, rowsOf: (arms: readonly Arm[]) => readonly Row[]): readonly Evidence[] {
    const { candidates, arms } = this.of(situation),
      key = worldKeyOf(situation),
      rows = rowsOf(arms),
      known = this.#evidence.get(key);
    if (known !== undefined && known.rows === rows.length) return known.evidence;
    const byArm = rowsByArm(rows),
      byKey = new Map(arms.map((arm, place) => [sourceKey(arm.source), byArm.get(place) ?? []])),
      evidence = evidenceOf(candidates, (source) => byKey.get(sourceKey(source)) ?? [], undefined, this.#mix);
    this.#evidence.set(key, { rows: rows.length, evidence });
    return evidence;
  }

  /** The same for a world that has been asked for before, and where enough of it has been played to give intervals; else null. */
  evidenceIfPlayed(situation: Situation, rowsOf: (arms: readonly Arm[]) => readonly Row[]): readonly Evidence[] | null {
    if (!this.#worlds.has(worldKeyOf(situation))) return null;
    const evidence = this.evidence(situation, rowsOf);
    return evidence.every(({ cannot, replications }) => cannot !== null || replications >= VALUES_MIN) ? evidence : null;
  }
}
