import { format } from '../../sim/index.ts';
import { find } from '../run/moments.ts';
import type { RunRecord } from '../run/played.ts';
import type { LearnerRecord } from '../record.ts';
import type { Act } from '../spec/forms.ts';
import { named, type LessonSpec } from '../spec/schema.ts';
import { holdsAt } from './amounts.ts';
import { atClock, lower, violation, type Verdict } from './verdict.ts';

/** An action of the learner's own, accepted, while the condition held. */
export function learnerDid({ trace, scenario, plan }: RunRecord, { act, when }: { act: Act; when: string | null }): Verdict {
  const first = scenario.operator.length - plan.acts.length;
  const own = trace.facts
    .filter((fact) => fact.type === 'operator.acted')
    .filter(({ action, index }) => action === act && index >= first);
  const accepted = own.filter((fact) => fact.accepted);
  if (accepted.some(({ at }) => when === null || holdsAt(trace, when, at))) return null;
  const [wrong] = accepted,
    [refused] = own;
  if (wrong)
    return violation(
      wrong.at,
      `You did this ${atClock(wrong.at)}, when ${when!} did not hold: ${act}.`,
      trace.facts.indexOf(wrong),
    );
  if (refused)
    return violation(
      refused.at,
      `This was refused ${atClock(refused.at)}: ${act}. ${refused.reason}.`,
      trace.facts.indexOf(refused),
    );
  return violation(trace.header.horizon, `You never did this: ${act}${when === null ? '' : `, while ${when}`}.`);
}

/** The last mark stands where the moment was, in the run that the learner looked at. */
export function marked({ trace }: RunRecord, { marks }: LearnerRecord, spec: LessonSpec, { mark }: { mark: string }): Verdict {
  const { moment, within } = named(spec.marks, mark),
    wanted = named(spec.moments, moment),
    found = find(trace, wanted),
    put = marks[mark]?.at(-1);
  if (found === null) return violation(trace.header.horizon, `This never happened in your run: ${lower(wanted.says)}.`);
  if (put === undefined) return violation(found.at, `Not marked yet: ${lower(wanted.says)}.`, found.fact);
  const gap = Math.abs(put - found.at);
  if (gap <= within) return null;
  return violation(
    found.at,
    `Your mark stands ${format.duration(gap)} too ${put < found.at ? 'early' : 'late'}: ${lower(wanted.says)}.`,
    found.fact,
  );
}

/** A length of time that the plan sets, as it was played. */
export function setting(
  { scenario }: RunRecord,
  { path, atMost, atLeast }: { path: string; atMost: number | null; atLeast: number | null },
): Verdict {
  const keys = path.split('.'),
    start: unknown = keys[0] === 'strategy' ? scenario.strategy.params : scenario;
  const value = keys
    .slice(keys[0] === 'strategy' ? 2 : 0)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], start);
  if (typeof value !== 'number') return violation(0, `${path} is no length of time in this scenario.`);
  if (atMost !== null && value > atMost)
    return violation(0, `${path} is ${format.duration(value)}, and may be ${format.duration(atMost)} at most.`);
  if (atLeast !== null && value < atLeast)
    return violation(0, `${path} is ${format.duration(value)}, and should be ${format.duration(atLeast)} at least.`);
  return null;
}
