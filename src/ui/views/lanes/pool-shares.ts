import { countUpTo, format, type Micros, oncePerTrace, poolSeries, poolsOf, type Trace } from '../../../sim/index.ts';
import { roleOf, type Role } from '../../marks/words.ts';

/** The measured share of one revision in one pool, from `low` to `high` of all requests; `null` ends are 0. */
export interface ShareLayer { pool: number; revision: string; role: Role; low: number[]; high: number[] }

/** A boundary between pools that was asked for, for as long as it was; counted from the bottom, 0…1. */
export interface AskedLine { at: Micros[]; values: number[]; end: Micros }

/** Measured shares stacked by pool, with the boundaries that were asked for. The first pool, which has everything at first, lies on top. */
export const shareLayers = oncePerTrace((trace): { at: Micros[]; width: Micros; layers: ShareLayer[]; tried: number[]; asked: AskedLine[] } => {
  const { groups, shares } = poolSeries(trace);
  const order = groups.map((_, i) => i).sort((a, b) => Number(groups[a]!.pool === 0) - Number(groups[b]!.pool === 0) || a - b);
  let top = shares.at.map(() => 0), tried = top;
  const layers = order.map((i): ShareLayer => {
    const { pool, revision } = groups[i]!, low = top;
    top = low.map((base, bucket) => base + (shares.of[i]![bucket] ?? 0));
    if (pool !== 0) tried = top;
    return { pool, revision, role: roleOf(trace, revision), low, high: top };
  });
  return { at: shares.at, width: shares.width, layers, tried, asked: askedLines(trace) };
});

/** One line for each boundary above a pool that is on trial, in pieces where nothing was asked for in between. */
function askedLines(trace: Trace): AskedLine[] {
  const { asked } = poolSeries(trace), { horizon } = trace.header;
  return poolsOf(trace).slice(1).flatMap((_, boundary) => {
    const lines: AskedLine[] = [];
    asked.at.forEach((at, i) => {
      const shares = asked.of[i];
      const end = asked.at[i + 1] ?? horizon;
      if (!shares) return;
      const value = shares.slice(1, boundary + 2).reduce((sum, share) => sum + share, 0);
      const last = lines.at(-1);
      if (last && last.end === at) {
        last.at.push(at);
        last.values.push(value);
        last.end = end;
      } else lines.push({ at: [at], values: [value], end });
    });
    // A boundary that never leaves the bottom says nothing.
    return lines.some(({ values }) => values.some((value) => value > 0)) ? lines : [];
  });
}

/** A revision may be in several pools: where those have names of their own, they tell which. */
export function layerName(trace: Trace, pool: number, revision: string): string {
  const environment = poolsOf(trace)[pool]?.environment ?? null;
  return environment === null ? revision : `${environment} ${revision}`;
}

/** In words: each pool's measured share, and the one asked for where it is another. */
export function sharesAt(trace: Trace, at: Micros): string {
  const { groups, shares, asked } = poolSeries(trace);
  const wanted = asked.of[Math.max(0, countUpTo(asked.at, at) - 1)] ?? null, bucket = Math.min(shares.at.length - 1, Math.floor(at / shares.width));
  return poolsOf(trace)
    .flatMap(({ id }, pool) => {
      const got = groups.reduce((sum, group, i) => sum + (group.pool === pool ? (shares.of[i]![bucket] ?? 0) : 0), 0), share = wanted?.[pool] ?? null;
      const rounded = (value: number): string => format.percent(Math.round(value * 100) / 100);
      if (got === 0 && !share) return [];
      return [share === null || rounded(share) === rounded(got) ? `${rounded(got)} ${id}` : `${rounded(got)} ${id}, asked ${rounded(share)}`];
    })
    .join(' · ') || 'no requests';
}
