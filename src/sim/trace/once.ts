import type { Trace } from './trace.ts';

/** The same function, worked out once per trace: traces are immutable, so an answer about one never changes. */
export function oncePerTrace<T>(work: (trace: Trace) => T): (trace: Trace) => T {
  const answers = new WeakMap<Trace, { answer: T }>();
  return (trace) => {
    let known = answers.get(trace);
    if (!known) answers.set(trace, (known = { answer: work(trace) }));
    return known.answer;
  };
}
