import { build, seedOf, type Arm, type Micros, type Trace } from '../../../sim/index.ts';
import { sample } from './differences.ts';
import { STEPS } from './many.ts';
import { MEASURES } from './measures.ts';
import { Teller, type Playing } from './teller.ts';

/** Between two looks at what has been played, on the wall. */
const LOOK_MS = 400;

interface Asked { arms: readonly Arm[]; root: number; count: number; end: Micros }

/** The courses of many runs of several strategies: of each run only a few numbers stay, the run itself is let go. */
export class Replications {
  readonly #teller: Teller;
  /** Step by step, by run and measure. */
  #curves: Record<string, Float32Array> = {};
  #asked: Asked = { arms: [], root: 1, count: 0, end: 0 };
  #given: string[] = [];
  /** Goes up whenever there is something new to see. */
  #look = $state(0);
  #due: ReturnType<typeof setTimeout> | undefined;

  /** @param workers at most, one or more */
  constructor(startWorker: () => Worker, workers: number) {
    this.#teller = new Teller(startWorker, workers, {
      onProgress: () => undefined,
      onTrace: (key, trace) => this.#keep(key, trace),
      onFailure: (key) => {
        this.#given.push(key);
        this.#soon();
      },
    });
  }

  /** Plays so many replications of each arm, all arms of one before the next, so that gaps can be told all along. */
  ask(asked: Asked): void {
    // Values are by step of the clock: another clock, other values.
    if (asked.end !== this.#asked.end) this.#curves = {};
    this.#asked = asked;
    this.#given = [];
    const runs: Playing[] = [];
    const scenarios = asked.arms.map(({ source }) => build(source));
    for (let replication = 0; replication < asked.count; replication++) {
      asked.arms.forEach((arm, place) => {
        const key = keyOf(arm, asked.root, replication);
        if (this.#curves[key + MEASURES[0]!.id] === undefined) runs.push({ key, scenario: scenarios[place]!, seed: seedOf(asked.root, replication) });
      });
    }
    this.#teller.play(runs);
    this.#soon();
  }

  /** Runs that are there, of those asked for. */
  get played(): number {
    void this.#look;
    const { arms, root, count } = this.#asked;
    let played = 0;
    for (const arm of arms) for (let replication = 0; replication < count; replication++) if (this.curveOf(arm, root, replication, MEASURES[0]!.id) !== null) played++;
    return played;
  }
  get wanted(): number {
    void this.#look;
    return this.#asked.arms.length * this.#asked.count - this.#given.length;
  }

  /** What a measure came to in one run, step by step; null while it has not been played. */
  curveOf(arm: Arm, root: number, replication: number, measure: string): Float32Array | null {
    void this.#look;
    return this.#curves[keyOf(arm, root, replication) + measure] ?? null;
  }

  end(): void {
    clearTimeout(this.#due);
    this.#due = undefined;
    this.#teller.end();
  }

  #keep(key: string, trace: Trace): void {
    for (const measure of MEASURES) this.#curves[key + measure.id] = Float32Array.from(sample(measure, trace, this.#asked.end, STEPS));
    this.#soon();
  }

  #soon(): void {
    this.#due ??= setTimeout(() => {
      this.#due = undefined;
      this.#look++;
    }, LOOK_MS);
  }
}

/** A number for each scenario that was ever asked for: shorter than the scenario itself. */
const numbers: Record<string, number> = {};
const numberOf = ({ source }: Arm): number => (numbers[JSON.stringify(source)] ??= Object.keys(numbers).length);

const keyOf = (arm: Arm, root: number, replication: number): string => `${numberOf(arm)} ${root} ${replication} `;
