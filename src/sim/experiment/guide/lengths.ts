import { HOUR, MINUTE, type Micros } from '../../kernel/index.ts';
import { format } from '../../trace/index.ts';

/** A length that somebody chose, as they would say it: `10 min`, `2 h`; what is not round is said as what is measured is. */
export function roundLength(length: Micros): string {
  if (length >= HOUR && length % HOUR === 0) return `${format.count(length / HOUR)} h`;
  if (length >= MINUTE && length % MINUTE === 0) return `${format.count(length / MINUTE)} min`;
  return format.duration(length);
}
