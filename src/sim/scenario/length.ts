import { MINUTE, SECOND, type Micros } from '../kernel/index.ts';
import { formatDuration, parseDuration, type Json } from '../schema/index.ts';
import { HORIZON_MAX } from './limits.ts';
import { valueAt, type Source } from './source.ts';

/** When a rollout begins, if nobody says otherwise: what the length that a manifest asks for counts on. */
const START: Micros = 30 * SECOND;
/** How long people want to see what becomes of a mishap or of their own act. */
const AFTERWARDS: Micros = 5 * MINUTE;

/**
 * The length of a run that a manifest asks for, or more where the scenario lets the rollout begin later, or has things happen later.
 * @param asked as the manifest's reader found it; anything that is no duration is given back as it is
 */
export function longEnough(asked: Json | undefined, written: Source): Json | undefined {
  const length = micros(asked);
  if (length === null) return asked;
  const begin = micros(valueAt(written, ['rollout', 'at'])) ?? START;
  const happenings = ['faults', 'operator'].flatMap((list) => instantsOf(written[list]));
  const shown = instantsOf(written['steps']);
  const needed = Math.max(length + Math.max(0, begin - START), ...happenings.map((at) => at + AFTERWARDS), ...shown);
  return needed === length ? asked : formatDuration(Math.min(HORIZON_MAX, Math.ceil(needed / MINUTE) * MINUTE));
}

const instantsOf = (entries: Json | undefined): Micros[] =>
  Array.isArray(entries) ? entries.flatMap((entry) => micros(valueAt(entry, ['at'])) ?? []) : [];

const micros = (written: Json | undefined): Micros | null => (typeof written === 'string' ? parseDuration(written) : null);
