import { formatPercent, isMapping, type Json } from '../../schema/index.ts';
import { build, edit, type Source } from '../../scenario/index.ts';

/** What may come over a release. */
export const HAPPENINGS = ['good', 'obviousBug', 'subtleBug', 'slowLeak', 'crashLoop', 'nodeLoss'] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** With what probability each happens; they add up to 1. */
export type Mix = Readonly<Record<Happening, number>>;

/**
 * An assumption, and not a measurement: five releases in six are good, one in six brings trouble, and a bug that few requests meet is twice
 * as frequent as one that everybody sees.
 */
export const USUAL_MIX: Mix = { good: 0.82, obviousBug: 0.04, subtleBug: 0.08, slowLeak: 0.02, crashLoop: 0.02, nodeLoss: 0.02 };

export const HAPPENING_LABELS: Readonly<Record<Happening, string>> = {
  good: 'good release',
  obviousBug: 'obvious bug (half of the requests fail)',
  subtleBug: 'subtle bug (one request in twenty fails)',
  slowLeak: 'slow leak (dies after 2 minutes)',
  crashLoop: 'crash loop (dies 5 seconds after its start)',
  nodeLoss: 'good release, one node lost 20 seconds into the rollout',
};

/** Those in which the new version is to blame, so that a person takes it back. */
const BAD: readonly Happening[] = ['obviousBug', 'subtleBug', 'slowLeak', 'crashLoop'];

/** How long after the alarm a person takes a bad release back, where the world has nobody who does anything. */
export const REACTION = '2m';

/** The usual mix with some probabilities replaced; what is left is good. @throws RangeError when more than 1 is not good, or less than 0 */
export function mixOf(changes: Partial<Omit<Mix, 'good'>>): Mix {
  const trouble = { ...USUAL_MIX, ...changes, good: 0 },
    sum = HAPPENINGS.reduce((before, id) => before + trouble[id], 0),
    mix = { ...trouble, good: 1 - sum };
  if (HAPPENINGS.some((id) => !(mix[id] >= 0))) throw new RangeError('probabilities must be 0 or more, and add up to 1 or less');
  return mix;
}

/**
 * A world in which this happens, and nothing else to the new version: whatever was wrong with it in the world itself is taken out first, and its
 * people act only on a bad release (a person can tell a planned outage from a bug). All else of the world stays.
 * @throws ScenarioError when the world itself is not valid
 */
export function withHappening(source: Source, happening: Happening): Source {
  const { rollout, revisions } = build(source),
    next = `revisions.${rollout.to}`,
    stable = revisions[0]!;
  const sound = edit(
    edit(edit(source, `${next}.errorRate`, formatPercent(stable.errorRate)), `${next}.leak`, undefined),
    'faults',
    faultsOf(source).filter((fault) => !isMapping(fault) || fault['revision'] !== rollout.to),
  );
  const people = source['operator'] ?? [{ afterAlarm: REACTION, do: 'undo' }];
  return changed(edit(sound, 'operator', BAD.includes(happening) ? people : []), happening, next, rollout);
}

function changed(source: Source, happening: Happening, next: string, { at, to }: { at: number; to: string }): Source {
  const withFault = (fault: { [key: string]: Json }): Source => edit(source, 'faults', [...faultsOf(source), fault]);
  switch (happening) {
    case 'good':
      return source;
    case 'obviousBug':
      return edit(source, `${next}.errorRate`, '50%');
    case 'subtleBug':
      return edit(source, `${next}.errorRate`, '5%');
    case 'slowLeak':
      return edit(source, `${next}.leak`, { after: '2m', slowdown: 4 });
    case 'crashLoop':
      return withFault({ kind: 'crashLoop', at: '0s', revision: to, after: '5s' });
    case 'nodeLoss':
      return withFault({ kind: 'nodeLoss', at: `${at / 1_000_000 + 20}s`, node: 0 });
  }
}

const faultsOf = (source: Source): Json[] => {
  const faults = source['faults'];
  return Array.isArray(faults) ? faults : [];
};
