import type { Fact, Micros, Trace } from '../../sim/index.ts';

/** Something worth jumping to, as a tick on the scrubber. */
export interface Mark {
  at: Micros;
  role: 'stable' | 'next' | 'harm' | 'plain';
}

function roleOfFact(fact: Fact, stable: string): Mark['role'] | null {
  switch (fact.type) {
    case 'replicaset.scaled': return fact.revision === stable ? 'stable' : 'next';
    case 'fault.injected': case 'alarm.fired': return 'harm';
    case 'operator.acted': case 'rollout.state': return 'plain';
    default: return null;
  }
}

/** One mark per instant and role, in order of time; marks closer than a five-hundredth of the run fall together. */
export function marksOf(trace: Trace): Mark[] {
  const nearest = trace.header.horizon / 500;
  const last: Partial<Record<Mark['role'], Micros>> = {};
  return trace.facts.flatMap((fact) => {
    const role = roleOfFact(fact, trace.header.stable);
    if (role === null || fact.at - (last[role] ?? -Infinity) < nearest) return [];
    last[role] = fact.at;
    return [{ at: fact.at, role }];
  });
}
