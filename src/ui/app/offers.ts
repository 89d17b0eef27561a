import { actsAt, frameAt, oncePerTrace, type Act, type Json, type Micros, type Trace } from '../../sim/index.ts';
import { effectOf, more, type Instant } from './operator/effects.ts';

/** Something that a person could do at this instant, and what would come of it. */
export interface Offer {
  id: string;
  /** The words on the button. */
  label: string;
  /** What it will do, in half a sentence. */
  does: string;
  /** The entry of the operator's script, without its time. */
  action: Record<string, Json>;
}

/** The script names instants in milliseconds: an act at `at` takes place at the first that is not before it. */
export const instantOf = (at: Micros): Micros => Math.ceil(at / 1000) * 1000;

/** What the machine accepts from a person at `at`: so it was recorded when the run was made. */
export function offersAt(trace: Trace, at: Micros): Offer[] {
  const instant = instantOf(at);
  // Nothing would be left to see of it.
  if (instant >= trace.header.horizon) return [];
  const acts = actsAt(trace, instant), given = instantAt(trace, instant, acts);
  const offers = acts
    .filter(({ act, to }) => act !== 'deploy' || !acts.some((one) => one.act === 'undo' && one.to === to))
    .map((act) => ({ id: act.act === 'deploy' ? `deploy-${act.to}` : act.act, label: labelOf(act, given), does: effectOf(act, given), action: actionOf(act, given) }));
  // Where two acts would do the same, one button is enough.
  return offers.filter(({ does }, index) => offers.findIndex((other) => other.does === does) === index);
}

function actionOf({ act, to }: Act, { replicas }: Instant): Offer['action'] {
  return { do: act, ...(act === 'deploy' ? { to } : act === 'scale' ? { replicas: more(replicas) } : {}) };
}

function labelOf({ act, to }: Act, { strategy, replicas }: Instant): string {
  switch (act) {
    case 'promote': return strategy === 'flagger' ? 'Confirm' : 'Promote';
    case 'promoteFull': return 'Promote fully';
    case 'abort': return strategy === 'flagger' ? 'Roll back' : 'Abort';
    case 'deploy': return `Deploy ${to}`;
    case 'scale': return `Scale to ${more(replicas)}`;
    default: return act[0]!.toUpperCase() + act.slice(1);
  }
}

/** How many servers people have asked for so far, and which revisions, in order. */
const askedIn = oncePerTrace((trace): { scaled: { at: Micros; replicas: number }[]; wanted: { at: Micros; revision: string }[] } => ({
  scaled: trace.facts.flatMap((fact) => {
    const [verb, ...rest] = fact.type === 'operator.acted' && fact.accepted ? fact.action.split(' ') : [];
    return verb === 'scale' ? [{ at: fact.at, replicas: Number(rest.at(-1)) }] : [];
  }),
  wanted: trace.facts.flatMap((fact) => (fact.type === 'desired.changed' ? [{ at: fact.at, revision: fact.revision }] : [])),
}));

function instantAt(trace: Trace, at: Micros, acts: readonly Act[]): Instant {
  const { machine, desired } = frameAt(trace, at);
  const { scaled, wanted } = askedIn(trace);
  const before = wanted.findLast((change) => change.at <= at && change.revision !== desired)?.revision;
  return {
    strategy: trace.header.strategy,
    state: machine,
    wanted: desired,
    back: acts.find(({ act }) => act === 'undo')?.to ?? before ?? trace.header.stable,
    replicas: scaled.findLast((change) => change.at <= at)?.replicas ?? trace.header.replicas,
  };
}
