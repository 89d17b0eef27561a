import type { Micros } from '../kernel/index.ts';
import type { FailureCause, Trace } from '../trace/index.ts';
import { CAUSE_LABELS, oncePerTrace } from '../trace/index.ts';
import type { Failure } from './blast.ts';
import { failuresOf } from './blast.ts';

/** Failures of one kind, as a person would lump them together. */
export interface HarmGroup {
  /** To be said after a number: `lost while a server stopped`. */
  says: string;
  /** The revision to name after it; null when it is beside the point. */
  revision: string | null;
  /** When they failed, ascending. */
  times: Micros[];
}

/** Causes that are in the code of a version, so that the version belongs into the sentence. */
const IN_THE_CODE: ReadonlySet<FailureCause> = new Set(['bug', 'incompatible', 'dependency']);

function saysOf({ cause, because }: Failure): string {
  if (cause === 'reset' && because === 'leaving') return 'lost while a server stopped';
  if (cause === 'reset' && because === 'broken') return 'lost when a server broke down';
  if (cause === 'refused' && because === 'leaving') return 'refused by a server that was stopping';
  if (cause === 'refused' && because === 'arriving') return 'refused by a server that was still starting';
  if (cause === 'refused' && because === 'broken') return 'refused by a broken server';
  return CAUSE_LABELS[cause];
}

/** Every failed request is in exactly one group; the largest group comes first. */
export const harmGroups = oncePerTrace((trace: Trace): HarmGroup[] => {
  const groups = new Map<string, HarmGroup>();
  for (const failure of failuresOf(trace)) {
    const says = saysOf(failure);
    const revision = IN_THE_CODE.has(failure.cause) ? failure.revision : null;
    const key = `${says}/${revision ?? ''}`;
    const group = groups.get(key) ?? { says, revision, times: [] };
    group.times.push(failure.at);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.times.length - a.times.length);
});
