import type { Micros } from '../kernel/index.ts';
import { oncePerTrace } from './once.ts';
import { countUpTo } from './search.ts';
import type { Trace } from './trace.ts';

/** Something that the machine would accept from a person. */
export interface Act {
  act: 'promote' | 'promoteFull' | 'pause' | 'resume' | 'abort' | 'retry' | 'undo' | 'deploy' | 'scale';
  /** The revision that a deploy or an undo would ask for; null for other acts, and for an undo that only calls the rollout off. */
  to: string | null;
}

const changesOf = oncePerTrace((trace): { at: Micros[]; acts: Act[][] } => {
  const facts = trace.facts.filter((fact) => fact.type === 'acts.changed');
  return { at: facts.map((fact) => fact.at), acts: facts.map((fact) => fact.acts) };
});

/** What the machine accepts from a person at `at`, with everything that happened at that very instant already done. */
export function actsAt(trace: Trace, at: Micros): readonly Act[] {
  const changes = changesOf(trace);
  return changes.acts[countUpTo(changes.at, at) - 1] ?? [];
}
