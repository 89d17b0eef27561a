import { countUpTo, format, type Micros } from '../../../sim/index.ts';
import { recoveringBy, type Recovering } from '../../compare/together/recovering.ts';
import { surplusUpTo } from '../../compare/together/surplus.ts';
import type { Share, Standing, Strip } from './strip.ts';

/** What a run has come to by an instant. */
export interface Figures { failed: number; hurt: number; surplus: number; recovering: Recovering }

/** How long a server that failed a request wears its cross, in simulated time: long enough to be seen, short enough to be now. */
const CROSS_MICROS = 2_000_000;

/** The last of a list that began at or before an instant. */
const lastBy = <T extends { at: Micros }>(list: readonly T[], at: Micros): T | undefined => {
  let found: T | undefined;
  for (const each of list) {
    if (each.at > at) break;
    found = each;
  }
  return found;
};

export function figuresAt({ header, failed, hurt, surplus, recovery }: Strip, at: Micros): Figures {
  return {
    failed: countUpTo(failed, at), hurt: countUpTo(hurt, at), surplus: surplusUpTo(surplus, header.replicas, Math.min(at, header.horizon)),
    recovering: recoveringBy(recovery, header.horizon, at),
  };
}

export const standingAt = ({ standings }: Strip, at: Micros): Standing => lastBy(standings, at) ?? standings[0]!;
export const shareAt = ({ shares }: Strip, at: Micros): Share['next'] => lastBy(shares, at)?.next ?? null;
export const isOverAt = ({ outcomeAt }: Strip, at: Micros): boolean => at >= outcomeAt;

/** Places of the servers that have just failed a request. */
export function failingAt({ failed, failedAt }: Strip, at: Micros): Set<number> {
  const places = new Set<number>();
  for (let i = countUpTo(failed, at - CROSS_MICROS); i < failed.length && failed[i]! <= at; i++) if (failedAt[i]! >= 0) places.add(failedAt[i]!);
  return places;
}

/** What the rollout is doing, and how much of the traffic it has given the next version. */
export function doingAt(strip: Strip, at: Micros): Standing {
  const standing = standingAt(strip, at), share = shareAt(strip, at);
  if (standing.isOver || share === null || share === 0) return standing;
  return { ...standing, says: `${standing.says}, ${strip.header.next} gets ${format.percent(Math.round(share * 100) / 100)}` };
}

/** Wall time between two updates of a row while the race is on: faster than anybody reads, and thrice as cheap as with every picture. */
const BEAT_MS = 50;
/** Rows take turns, so that no picture has to wait for all of them. */
const TURNS = 3;

/** The instant that a row shows while the playhead moves: up to a beat ago, each row at its own turn. */
export function beatOf(at: Micros, speed: number, row: number): Micros {
  const beat = BEAT_MS * 1000 * speed, turn = ((row % TURNS) / TURNS) * beat;
  return Math.max(0, Math.floor((at - turn) / beat) * beat + turn);
}
