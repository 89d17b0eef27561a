import type { Act } from '../../../sim/index.ts';
import { spell } from '../../marks/words.ts';
import type { Chart, Trigger } from './chart.ts';

/** The act of a person that is told to the machine by an event; null for all that happens by itself. */
export function actOf(type: string): Act['act'] | null {
  if (type === 'rollout.requested') return 'deploy';
  return type.startsWith('operator.') ? (type.slice('operator.'.length) as Act['act']) : null;
}

/** What takes an arrow, in a word or two; guards stand in brackets, as in the field's own charts. */
export function sayTrigger({ type, guard }: Trigger): string {
  const act = actOf(type);
  if (act !== null) return act === 'promoteFull' ? 'promote fully' : act;
  const when = guard === '' ? '' : `[${spell(guard)}]`;
  if (type === '') return when || 'at once';
  if (type.startsWith('xstate.after')) return 'in time';
  if (type === 'fleet.changed') return when || 'servers change';
  if (type === 'analysis.ended') return 'analysis ends';
  return spell(type);
}

/** Where the chart may go next, by the state that it would come to: what takes it there. */
export interface Next { to: string; says: string[] }

/**
 * The ways out of a state, its own and those of the states around it. Of what a person may do, only what the machine accepts just now.
 */
export function nextFrom(chart: Chart, state: string, acts: readonly Act[]): Next[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to, triggers } of chart.edges) {
    const isHere = from === '' || state === from || state.startsWith(`${from}.`);
    if (!isHere || state === to || state.startsWith(`${to}.`)) continue;
    // What holds without an event only repeats what an event on the same arrow says.
    const told = triggers.some(({ type }) => type !== '') ? triggers.filter(({ type }) => type !== '') : triggers;
    for (const trigger of told) {
      const act = actOf(trigger.type);
      if (act !== null && !acts.some((one) => one.act === act)) continue;
      const says = next.get(to) ?? new Set();
      next.set(to, says.add(sayTrigger(trigger)));
    }
  }
  return [...next].map(([to, says]) => ({ to, says: [...says] }));
}
