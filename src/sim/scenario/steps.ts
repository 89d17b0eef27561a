import type { Micros } from '../kernel/index.ts';
import { duration, flag, formatDuration, infoOf, isMapping, list, object, text, unlessMeant, type Fault, type Json, type Schema } from '../schema/index.ts';
import { STEPS_MAX } from './limits.ts';
import { STRATEGY_SCHEMAS } from './strategies.ts';
import type { PresentedStep } from './types.ts';

const stepSchema: Schema<PresentedStep> = object(
  {
    at: duration({ label: 'At', help: 'The instant that the step shows.' }),
    name: text({
      max: 80,
      pattern: { test: /\S/, says: 'must say something', cure: 'Name the step in a few words.' },
      label: 'Name',
      help: 'What the step is called, in a few words.',
    }),
    caption: text({ default: '', max: 280, label: 'Caption', help: 'One plain sentence: what there is to see.' }),
    print: flag({ default: true, label: 'Print', help: 'Whether the step gets a page on paper.' }),
  },
  { label: 'Step', help: 'One instant worth showing.' },
);

const steps: Schema<PresentedStep[]> = list(stepSchema, {
  max: STEPS_MAX,
  label: 'Steps',
  help: 'Instants to stop at when the run is presented, one after the other.',
});

/** Instants to stop at when the run is presented; no run depends on them. */
export const stepsSchema = unlessMeant(steps, (written) =>
  isOfCanary(written)
    ? {
        message: 'holds steps of a canary; here, steps are the instants to stop at when the run is presented',
        cure: 'Indent it under strategy: canary:, or write entries such as { at: 45s, name: "The first old server stops" }.',
      }
    : null,
);

/** Whether a list was meant for a canary: somebody's weights, or entries that begin with a word of its steps. */
function isOfCanary(written: unknown): boolean {
  if (!Array.isArray(written) || written.length === 0) return false;
  const words = Object.keys(infoOf(infoOf(infoOf(STRATEGY_SCHEMAS['canary']!).fields!['steps']!).item!).variants!);
  return (written as Json[]).every(
    (entry) => typeof entry === 'number' || words.some((word) => entry === word || (isMapping(entry) && Object.hasOwn(entry, word))),
  );
}

/** Steps are absolute and in order, so that the same step is the same picture whichever way one comes to it. */
export function checkSteps({ steps, horizon }: { steps: readonly PresentedStep[]; horizon: Micros }): Fault[] {
  return steps.flatMap(({ at }, index) => {
    const path = ['steps', index, 'at'],
      before = steps[index - 1]?.at;
    if (at > horizon) {
      const message = `is ${formatDuration(at)}, and the run ends at ${formatDuration(horizon)}`;
      return [{ path, atKey: false, message, cure: 'Make it earlier, or raise horizon.' }];
    }
    if (before === undefined || before < at) return [];
    const message = `is ${formatDuration(at)}, and the step before it is at ${formatDuration(before)}`;
    const cure = before === at ? 'Make it later, or join the two.' : 'Put the steps in the order of their instants.';
    return [{ path, atKey: false, message, cure }];
  });
}
