import { SWEPT } from '../../../sim/index.ts';
import type { Study } from '../study.svelte.ts';
import type { Question } from './turned.ts';

export const RUNS = [10, 20, 40, 100] as const;

/** What is asked of a world: it stays while other looks are on show. */
export class Asked {
  strategy = $state('');
  dials = $state.raw<readonly [string, string]>(['canaryWeight', '']);
  values = $state.raw<Readonly<Record<string, string>>>({});
  metrics = $state.raw<readonly [string, string]>([SWEPT[0]!, SWEPT[1]!]);
  replications = $state<number>(RUNS[1]);

  readonly question: Question = $derived({ strategy: this.strategy, dials: this.dials, values: this.values, metrics: this.metrics });

  setDial(place: 0 | 1, id: string): void {
    this.dials = place === 0 ? [id, this.dials[1] === id ? '' : this.dials[1]] : [this.dials[0], id];
  }
  setValues(dial: string, text: string): void {
    this.values = { ...this.values, [dial]: text };
  }
  setMetric(place: 0 | 1, key: string): void {
    this.metrics = place === 0 ? [key, this.metrics[1] === key ? '' : this.metrics[1]] : [this.metrics[0], key];
  }
}

const asked = new WeakMap<Study, Asked>();

/** What was last asked in a study. */
export function askedIn(study: Study): Asked {
  const found = asked.get(study) ?? new Asked();
  asked.set(study, found);
  return found;
}
