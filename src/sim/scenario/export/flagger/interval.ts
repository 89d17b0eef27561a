import { MILLISECOND, MINUTE, SECOND, type Micros } from '../../../kernel/index.ts';
import { formatDuration } from '../../../schema/index.ts';
import type { Doubts } from '../doubts.ts';

/** A length of time as the CRD of a Canary takes it, which begins with whole minutes or seconds: `1m30s`, `45s`, `1s500ms`. */
export function flaggerInterval(length: Micros, doubts: Doubts): string {
  if (length % MILLISECOND !== 0)
    doubts.cannot(`A Canary counts whole milliseconds, and a length of time here is ${formatDuration(length)}.`);
  const minutes = Math.floor(length / MINUTE),
    seconds = Math.floor((length % MINUTE) / SECOND),
    rest = (length % SECOND) / MILLISECOND;
  return `${minutes === 0 ? '' : `${minutes}m`}${seconds === 0 && minutes > 0 ? '' : `${seconds}s`}${rest === 0 ? '' : `${rest}ms`}`;
}
