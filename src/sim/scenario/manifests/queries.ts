import {
  choice,
  duration,
  isMapping,
  object,
  percent,
  read,
  show,
  type Fault,
  type Infer,
  type Json,
} from '../../schema/index.ts';
import { oneOf, short } from './words.ts';

const querySchema = object(
  {
    metric: choice({
      options: {
        errorRate: 'Error rate',
        successRate: 'Success rate',
        latency: 'Latency',
        requestRate: 'Request rate',
      },
      label: 'Metric',
      help: 'What the query really measures.',
    }),
    population: choice({
      default: 'canary',
      options: { canary: 'New version', stable: 'Stable version', all: 'Everybody' },
      label: 'Whose requests (population)',
      help: 'Which version the query selects.',
    }),
    window: duration({ default: '1m', min: '1s', max: '1d', label: 'Window', help: 'How far back the query looks.' }),
    quantile: percent({
      default: '99%',
      max: 100,
      label: 'Quantile',
      help: 'Share of requests that are faster than the latency.',
    }),
    unit: choice({
      default: 'plain',
      options: {
        plain: 'Shares from 0 to 1, seconds, per second',
        percent: 'Percent, from 0 to 100',
        milliseconds: 'Milliseconds',
      },
      label: 'Unit',
      help: 'What the conditions of the manifest count in.',
    }),
  },
  { label: 'Query', help: 'What a query of a manifest measures.' },
);

/** What one query measures, as the scenario says it. */
export type MappedQuery = Infer<typeof querySchema>;

/** A number of names that no file of 256 KiB with sense in it reaches. */
const NAMES_MAX = 100;

/**
 * What queries measure that only their authors understand: the scenario's `queries`, by the name of the template or of its metric.
 * Names that nobody asks for are mistakes of spelling; so it is remembered which were asked for.
 */
export class Queries {
  readonly faults: Fault[] = [];
  readonly #mapped = new Map<string, MappedQuery>();
  readonly #asked = new Set<string>();

  /** @param written the scenario's `queries`; undefined = there are none */
  constructor(written: Json | undefined) {
    if (written === undefined || written === null) return;
    if (!isMapping(written)) {
      this.faults.push({
        path: [],
        atKey: false,
        message: `must be a mapping, is ${show(written)}`,
        cure: 'Write { <name of the template>: { metric: errorRate } }.',
      });
      return;
    }
    for (const [name, value] of Object.entries(written).slice(0, NAMES_MAX)) {
      const reading = read(querySchema, value);
      if (reading.ok) this.#mapped.set(name, reading.value);
      else this.faults.push(...reading.faults.map((fault) => ({ ...fault, path: [name, ...fault.path] })));
    }
  }

  /** What the query of the first of these names measures; null when the scenario does not say. */
  find(...names: readonly string[]): MappedQuery | null {
    for (const name of names) this.#asked.add(name);
    const name = names.find((each) => this.#mapped.has(each));
    return name === undefined ? null : this.#mapped.get(name)!;
  }

  /** Entries that name no query of the file. */
  unasked(): Fault[] {
    return [...this.#mapped.keys()]
      .filter((name) => !this.#asked.has(name))
      .map((name) => ({
        path: [name],
        atKey: true,
        message: 'names no template and no metric that the rehearsed manifest uses',
        cure: oneOf(name, [...this.#asked]),
      }));
  }
}

/** How to say what a query measures. */
export const cureOfQuery = (name: string): string =>
  `Say in a scenario, above the manifest, what it measures: queries: { ${quoted(name)}: { metric: successRate, population: canary, window: 1m } }.`;

/** A name as a key of YAML. */
const quoted = (name: string): string => (/^[\w.-]+$/.test(name) ? short(name) : JSON.stringify(short(name)));
