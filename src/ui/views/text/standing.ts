import { format, type Frame, isAsDesired } from '../../../sim/index.ts';

/** What Git asks for and what runs, as two labels and a sentence about them. */
export interface Standing {
  desired: string;
  running: readonly string[];
  /** They are not the same: on the way, after an abort, or because nothing runs at all. */
  isApart: boolean;
  /** `Git asks for v2, and v1 is running.` */
  says: string;
  /** What that means, in a sentence. */
  why: string;
}

export function standingOf({ desired, running }: Pick<Frame, 'desired' | 'running'>): Standing {
  const isApart = !isAsDesired({ desired, running });
  const says = !isApart ? `Git asks for ${desired}, and ${desired} is running.`
    : running.length === 0 ? `Git asks for ${desired}, and nothing is running.`
    : `Git asks for ${desired}, and ${format.listed(running)} ${running.length === 1 ? 'is' : 'are'} running.`;
  return { desired, running, isApart, says, why: whyOf(desired, running, isApart) };
}

function whyOf(desired: string, running: readonly string[], isApart: boolean): string {
  if (!isApart) return 'What the manifest in Git asks for is what serves the users.';
  if (running.length === 0) return `Routers know no server: nothing serves the users, though ${desired} is asked for.`;
  if (running.includes(desired)) return `${desired} is asked for and serves already, but not alone: the rollout is not over.`;
  return `${desired} is asked for, and serves no users: not yet, or not any more. An abort brings the old version back and leaves Git as it is, so whoever applies it again starts over.`;
}
