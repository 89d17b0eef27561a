import { inWords } from '../explain/pair.ts';
import { sayValue } from '../plan/words.ts';
import { measured, saidOf, standingAt, type Lesson, type Plan, type RunRecord } from '../../../lessons/index.ts';
import { METRICS } from '../../../sim/index.ts';

/** One line of the learner's plan beside an expert's. */
export interface Line {
  label: string;
  own: string;
  best: string;
  /** What was decided, rather than what came of it. */
  isDecided: boolean;
}

/** The decisions of two plans, and what the lesson tells of the expert's runs, measured in both. */
export function beside(lesson: Lesson, own: RunRecord, best: RunRecord): Line[] {
  const { controls, values, moments } = lesson.spec;
  const value = ({ values: put }: Plan, id: string): string => put[id] ?? standingAt(lesson, id);
  const decided = controls.map(([id, control]): Line => ({
    label: control.label, own: sayValue(control, value(own.plan, id)), best: sayValue(control, value(best.plan, id)), isDecided: true,
  }));
  const told = values.flatMap(([, { log, round, setting, ...measure }]): Line[] => {
    if (log !== 'expert' || setting !== null || round !== own.round) return [];
    const { metric, time } = measure;
    const label = metric !== null ? METRICS.find(({ id }) => id === metric)!.label : time !== null ? `Time with ${inWords(time)}` : null;
    if (label === null) return [];
    const say = ({ trace }: RunRecord): string => saidOf(measured(trace, { ...measure, setting }, moments));
    return [{ label, own: say(own), best: say(best), isDecided: false }];
  });
  return [...decided, ...told];
}

/** A plan in a sentence: every control with its value. */
export const planInWords = (lesson: Lesson, plan: Plan): string =>
  `${lesson.spec.controls.map(([id, control]) => `${control.label}: ${sayValue(control, plan.values[id] ?? standingAt(lesson, id))}`).join('. ')}.`;
