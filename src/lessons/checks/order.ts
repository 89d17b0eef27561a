import { format } from '../../sim/index.ts';
import { find } from '../run/moments.ts';
import type { RunRecord } from '../run/played.ts';
import type { Moment } from '../spec/moments.ts';
import { named } from '../spec/schema.ts';
import { atClock, lower, upper, violation, type Verdict } from './verdict.ts';

/** What a check knows beside the run. */
export interface Terms {
  moments: readonly (readonly [string, Moment])[];
}

const end = ({ trace }: RunRecord): number => trace.header.horizon;
const says = ({ moments }: Terms, name: string): string => lower(named(moments, name).says);

export function never(record: RunRecord, terms: Terms, { moment }: { moment: string }): Verdict {
  const found = find(record.trace, named(terms.moments, moment));
  return found && violation(found.at, `${upper(says(terms, moment))}, ${atClock(found.at)}.`, found.fact);
}

export function eventually(
  record: RunRecord,
  terms: Terms,
  { moment, within }: { moment: string; within: number | null },
): Verdict {
  const found = find(record.trace, named(terms.moments, moment)),
    limit = within === null ? end(record) : Math.min(end(record), record.trace.header.rolloutAt + within);
  if (found !== null && found.at <= limit) return null;
  const asked = within === null ? 'in the whole run' : `within ${format.duration(within)} of the start of the rollout`;
  return found === null
    ? violation(limit, `This did not happen ${asked}: ${says(terms, moment)}.`)
    : violation(limit, `This did not happen ${asked}, but ${atClock(found.at)}: ${says(terms, moment)}.`, found.fact);
}

export function before(record: RunRecord, terms: Terms, names: { this: string; that: string }): Verdict {
  const [first, second] = [
    find(record.trace, named(terms.moments, names.this)),
    find(record.trace, named(terms.moments, names.that)),
  ];
  const missing = first === null ? names.this : second === null ? names.that : null;
  if (missing !== null) return violation(end(record), `This never happened: ${says(terms, missing)}.`);
  if (first!.at < second!.at || (first!.at === second!.at && (first!.fact ?? 0) < (second!.fact ?? 0))) return null;
  return violation(
    second!.at,
    `${upper(says(terms, names.that))}, ${atClock(second!.at)}, before this did: ${says(terms, names.this)}.`,
    second!.fact,
  );
}

export function notUntil(record: RunRecord, terms: Terms, names: { this: string; until: string }): Verdict {
  const early = find(record.trace, named(terms.moments, names.this)),
    gate = find(record.trace, named(terms.moments, names.until));
  if (early === null || (gate !== null && gate.at <= early.at)) return null;
  const gateSays = gate === null ? 'never happened' : `came only ${atClock(gate.at)}`;
  return violation(
    early.at,
    `${upper(says(terms, names.this))}, ${atClock(early.at)}; what it should have waited for ${gateSays}: ${says(terms, names.until)}.`,
    early.fact,
  );
}

export function between(
  record: RunRecord,
  terms: Terms,
  { from, to, atMost, atLeast }: { from: string; to: string; atMost: number | null; atLeast: number | null },
): Verdict {
  const start = find(record.trace, named(terms.moments, from)),
    stop = find(record.trace, named(terms.moments, to));
  if (start === null || stop === null)
    return violation(end(record), `This never happened: ${says(terms, start === null ? from : to)}.`);
  const length = stop.at - start.at;
  if (length < 0) return violation(stop.at, `${upper(says(terms, to))} before this: ${says(terms, from)}.`, stop.fact);
  if (atMost !== null && length > atMost)
    return violation(
      start.at + atMost,
      `It took ${format.duration(length)}, and may take ${format.duration(atMost)}: from "${says(terms, from)}" to "${says(terms, to)}".`,
      stop.fact,
    );
  if (atLeast !== null && length < atLeast)
    return violation(
      stop.at,
      `It took ${format.duration(length)}, and should take ${format.duration(atLeast)} at least: from "${says(terms, from)}" to "${says(terms, to)}".`,
      stop.fact,
    );
  return null;
}
