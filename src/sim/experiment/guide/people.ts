import { isMapping, formatDuration, parseDuration, type Json } from '../../schema/index.ts';
import type { Source } from '../../scenario/index.ts';
import { REACTION } from '../mix/mix.ts';

/** How much later people act where nothing watches: users complain, somebody believes them. The five to ten minutes that teams report. */
export const UNNOTICED = '5m';

/** The people of a world where no pager calls them: what they do after an alarm, they do that much later. */
export function unnoticed(source: Source): Json[] {
  const people = source['operator'];
  return (Array.isArray(people) ? people : [{ afterAlarm: REACTION, do: 'undo' }]).map((action) =>
    isMapping(action) && action['afterAlarm'] !== undefined && action['afterAlarm'] !== 'none'
      ? { ...action, afterAlarm: later(action['afterAlarm']) }
      : action,
  );
}

function later(written: Json): Json {
  const before = typeof written === 'string' ? parseDuration(written) : null;
  return before === null ? written : formatDuration(before + parseDuration(UNNOTICED)!);
}
