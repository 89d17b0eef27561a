import { HOUR, MINUTE, parseDuration, SECOND, type Micros } from '../../../sim/index.ts';

const COLONS = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:\.\d+)?)$/;

function fromColons(text: string): Micros | null {
  const parts = COLONS.exec(text);
  if (parts === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Math.round(Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND);
}

/** A length of time as people write it: `5:40`, `6m`, `90 s`, `5:40 min`; a bare number counts seconds. Null when it is none. */
export function readLength(written: string): Micros | null {
  const text = written.trim().toLowerCase().replace(/(:\S+)\s*(?:min|h)$/, '$1').replace(/(\d)\s*(?:minutes?|mins?)$/, '$1m').replace(/(\d)\s*(?:seconds?|secs?)$/, '$1s').replace(/(\d)\s*(?:hours?)$/, '$1h').replace(/\s+/g, '');
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * SECOND);
  return fromColons(text) ?? parseDuration(text);
}

/** An instant of a window, as its clock shows it: `0:40`, `12:05:43`, and where the clock has hours, `12:05`. Null when it is none, or outside. */
export function readInstant(written: string, { from, to }: { from: Micros; to: Micros }): Micros | null {
  const text = written.trim(),
    isInside = (at: Micros | null): at is Micros => at !== null && at >= from && at <= to;
  const candidates = [fromColons(text), fromColons(`${text}:00`), /^\d+(\.\d+)?$/.test(text) ? Number(text) * SECOND : null];
  return candidates.find(isInside) ?? null;
}
