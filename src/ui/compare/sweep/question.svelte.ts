import { SWEPT, type WhatIf } from '../../../sim/index.ts';
import type { Question } from './turned.ts';

export const RUNS = [10, 20, 40, 100] as const;

const USUAL: WhatIf = { strategy: '', dials: ['canaryWeight', ''], values: {}, metrics: [SWEPT[0]!, SWEPT[1]!], replications: RUNS[1] };

/** What is asked of a world: it stays while other looks are on show. */
export class Asked {
  strategy = $state(USUAL.strategy);
  dials = $state.raw(USUAL.dials);
  values = $state.raw(USUAL.values);
  metrics = $state.raw(USUAL.metrics);
  replications = $state(USUAL.replications);

  readonly question: Question = $derived({ strategy: this.strategy, dials: this.dials, values: this.values, metrics: this.metrics });

  /** For a link; null for the usual question. */
  readonly told: WhatIf | null = $derived.by(() => {
    const all = { ...this.question, replications: this.replications };
    return JSON.stringify(all) === JSON.stringify(USUAL) ? null : all;
  });

  /** What a link asks; the usual question where it asks nothing. */
  take({ strategy, dials, values, metrics, replications }: WhatIf = USUAL): void {
    this.strategy = strategy;
    this.dials = dials;
    this.values = values;
    this.metrics = metrics;
    this.replications = replications;
  }

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
