import { format, type FramePool, type FramePools, type FrameReplica, type Trace } from '../../../sim/index.ts';
import { roleOf, stageOf, textWidth, type Role } from '../../marks/words.ts';
import { differs, inPool, notServing } from './shares.ts';

/** One of the numbers of a pool, with its name; `isOff` where what was asked for, or what is measured, is not what is in effect. */
export interface PoolNumber { label: string; value: string; isOff: boolean }

/** What is said above the servers of a pool. */
export interface PoolHead {
  /** `canary`; empty where the strategy has no word for it. */
  title: string;
  revisions: { text: string; role: Role }[];
  /** `2 servers`, `1 serving`, `1 starting`. */
  servers: string[];
  /** What else reaches it, or holds users there. */
  more: string[];
  numbers: PoolNumber[];
}

/**
 * Asked, effective and measured are three numbers. Without a router it is the pool's part of the servers that stands for the second. A
 * pool that is empty, and is to be, has nothing to say of shares.
 */
export function headOf(trace: Trace, { isRouted, counted, pools }: FramePools, index: number, replicas: readonly FrameReplica[]): PoolHead {
  const pool = pools[index]!, own = inPool(trace, replicas, index), serving = own.filter(({ state }) => stageOf(state) === 'serving').length;
  const others = notServing(own);
  const isSilent = own.length === 0 && !pool.asked && pool.effective === 0 && !pool.measured;
  return {
    title: pool.title,
    revisions: pool.revisions.map((revision) => ({ text: revision, role: own.length === 0 ? 'plain' : roleOf(trace, revision) })),
    servers: own.length === 0 ? ['no servers'] : others.length === 0 ? [format.plural(serving, 'server')] : [...(serving > 0 ? [`${format.count(serving)} serving`] : []), ...others],
    more: [
      ...(pool.mirrored > 0 || pool.copies > 0 ? [copiesOf(pool)] : []),
      ...(pool.cohorts.length > 0 ? [`all of ${format.listed(pool.cohorts)}`] : []),
      ...(pool.sticky > 0 ? [`${format.plural(pool.sticky, 'user')} kept`] : []),
    ],
    numbers: isSilent ? [] : numbersOf(pool, isRouted, counted),
  };
}

function numbersOf({ asked, effective, measured }: FramePool, isRouted: boolean, counted: number): PoolNumber[] {
  return [
    ...(asked === null ? [] : [{ label: 'asked', value: format.percent(rounded(asked)), isOff: differs(asked, effective) }]),
    { label: isRouted ? 'effective' : 'of servers', value: format.percent(rounded(effective)), isOff: false },
    ...(measured === null ? [] : [{ label: 'measured', value: format.percent(roundly(measured)), isOff: isBeyondChance(measured, effective, counted) }]),
  ];
}

/** Whether so many draws hardly ever come out so far from the share that they were drawn with: cookies, open connections or a change. */
const isBeyondChance = (measured: number, share: number, draws: number): boolean =>
  Math.abs(measured - share) > 0.01 + 4 * Math.sqrt((share * (1 - share)) / Math.max(1, draws));

/** Copies outlive the rule that sends them, for as long as they are counted. */
const copiesOf = ({ mirrored, copies }: FramePool): string =>
  mirrored > 0 ? `copies of ${format.percent(mirrored)}, ${format.decimal(copies)}/s` : `copies, ${format.decimal(copies)}/s`;

const rounded = (share: number): number => Math.round(share * 1000) / 1000;
/** What was counted within seconds is not known to better than a per cent, but a little is not nothing. */
const roundly = (share: number): number => (share < 0.01 ? rounded(share) : Math.round(share * 100) / 100);

/** A pool's name as one says it: `canary v2`, `v1`. */
export const nameOf = ({ title, revisions }: Pick<PoolHead, 'title' | 'revisions'>): string =>
  [title, revisions.map(({ text }) => text).join(' + ')].filter((word) => word !== '').join(' ');

/**
 * What of a head stands beside the name, and what behind the numbers: on narrow pages everything but the servers, on wide ones nothing.
 * Where a line is too short for all of it, the last things said go first.
 */
export function lineOf(head: PoolHead, width: number, form: 'wide' | 'narrow'): { said: string[]; below: string[] } {
  const numbers = textWidth(head.numbers.map(({ label, value }) => `${label} ${value}`).join(' · '));
  const room = (said: readonly string[], beside: number): boolean => textWidth([nameOf(head), ...said].join(' · ')) + beside <= width;
  if (form === 'narrow') {
    const below = [...head.more];
    while (below.length > 0 && textWidth(below.join(' · ')) + numbers + 12 > width) below.pop();
    const said = [...head.servers, ...head.more.slice(below.length)];
    while (said.length > head.servers.length && !room(said, 0)) said.pop();
    return { said, below };
  }
  const said = [...head.servers, ...head.more];
  while (said.length > 0 && !room(said, numbers + 16)) said.pop();
  return { said, below: [] };
}
