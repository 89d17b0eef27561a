import { HOUR, MINUTE, SECOND, type Micros } from '../../kernel/index.ts';
import { decimal } from '../../schema/index.ts';

/** A length of time as Go programs read it, who know no days: `24h`, `1h30m`, `1.5s`. */
export function goDuration(length: Micros): string {
  const hours = Math.floor(length / HOUR),
    minutes = Math.floor((length % HOUR) / MINUTE),
    rest = length % MINUTE;
  const seconds = rest === 0 && length > 0 ? '' : `${decimal(rest / SECOND)}s`;
  return `${hours === 0 ? '' : `${hours}h`}${minutes === 0 ? '' : `${minutes}m`}${seconds}`;
}
