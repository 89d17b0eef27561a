import { format, type Frame, type FramePool, type FramePools, type FrameReplica, oncePerTrace, poolOfReplica, type Trace } from '../../../sim/index.ts';
import { roleOf, stageOf, stateWord, type Role } from '../../marks/words.ts';
import type { Box, StageLayout } from './layout.ts';

/** The part of the router that the servers of one revision in one pool take, from 0 to 1 along the bar, and where its label stands. */
export interface Band extends Box {
  /** Index of the pool; −1 where pools do not stand apart. */
  pool: number;
  revision: string;
  role: Role;
  share: number;
  from: number;
  to: number;
  /** Requests are sent there though nobody is there. */
  isLost: boolean;
  label: { x: number; y: number; anchor: 'start' | 'end'; share: number; name: string } | null;
}

type Part = Pick<Band, 'pool' | 'revision' | 'share' | 'isLost'> & { labelled: number | null };

const GAP = 2, LINE = 14;

/** The router's bar split by the shares it sends, in the order of the pools, else stable first. Whoever has no share has no band. */
export function shares(trace: Trace, frame: Frame, pools: FramePools | null, layout: StageLayout): Band[] {
  const parts = pools === null
    ? trace.revisions.flatMap((revision): Part[] => {
        const share = frame.weights[revision] ?? 0;
        return share > 0 ? [{ pool: -1, revision, share, isLost: false, labelled: share }] : [];
      })
    : pools.pools.flatMap((pool, index) => partsOf(trace, frame, pool, index));
  const { router, form } = layout;
  const labels = parts.filter(({ labelled }) => labelled !== null);
  let from = 0, labelledTo = -Infinity;
  return parts.map((part, i) => {
    const { share, revision, pool, isLost, labelled } = part, to = from + share;
    const start = from === 0 ? 0 : GAP / 2, end = i === parts.length - 1 ? 0 : GAP / 2;
    const isLast = labels.length > 1 && part === labels.at(-1);
    const common = { pool, revision, isLost, role: roleOf(trace, revision), share, from, to };
    const along = (at: number): number => (form === 'wide' ? router.y + at * router.height : router.x + at * router.width);
    const length = Math.max(1, along(to) - along(from) - start - end);
    // A share is of its pool: where that has a name of its own, it may hold several revisions.
    const name = pools?.pools[pool]?.environment ?? revision;
    let label: Band['label'] = null;
    if (labelled !== null && form === 'wide') {
      const y = isLast ? router.y + router.height - 3 : Math.max(along(from) + LINE, labelledTo + LINE);
      if (isLast || y <= router.y + router.height - 3 - LINE || labels.length === 1) label = { x: router.x + router.width + 7, y, anchor: 'start', share: labelled, name };
      labelledTo = y;
    } else if (labelled !== null) {
      label = { x: isLast ? router.x + router.width : along(from), y: router.y - 6, anchor: isLast ? 'end' : 'start', share: labelled, name };
      if (!isLast && part !== labels[0]) label = null;
    }
    from = to;
    return form === 'wide'
      ? { ...common, label, x: router.x, width: router.width, y: along(common.from) + start, height: length }
      : { ...common, label, y: router.y, height: router.height, x: along(common.from) + start, width: length };
  });
}

/** A pool's share, divided among its revisions by the servers that routers know; all of it is lost when they know none. */
function partsOf(trace: Trace, frame: Frame, pool: FramePool, index: number): Part[] {
  if (pool.effective <= 0) return [];
  const known = inPool(trace, frame.replicas, index).filter((replica) => replica.known);
  if (known.length === 0) return [{ pool: index, revision: pool.revisions[0] ?? '', share: pool.effective, isLost: true, labelled: pool.effective }];
  const revisions = trace.revisions.filter((revision) => known.some((replica) => replica.revision === revision));
  return revisions.map((revision, i) => ({
    pool: index, revision, isLost: false, labelled: i === 0 ? pool.effective : null,
    share: (pool.effective * known.filter((replica) => replica.revision === revision).length) / known.length,
  }));
}

/** The replicas of a frame that are of a pool, by its index. */
export const inPool = (trace: Trace, replicas: readonly FrameReplica[], pool: number): FrameReplica[] =>
  replicas.filter(({ index }) => poolOfReplica(trace, index) === pool);

/** Boundaries along the router's bar that were asked for and are not there (yet): 0…1, between a pool and the next. */
export function askedMarks({ pools }: FramePools): number[] {
  let asked = 0, effective = 0;
  return pools.slice(0, -1).flatMap((pool) => {
    asked += pool.asked ?? 0;
    effective += pool.effective;
    return pools.every((one) => one.asked !== null) && differs(asked, effective) ? [Math.min(1, asked)] : [];
  });
}

/** Whether two shares are two different numbers for a reader. */
export const differs = (a: number, b: number): boolean => Math.abs(a - b) >= 0.005;

/** `7 v1 · 5 v2 · 1 starting · 2 stopping`, in pieces that take the look of their revision. */
export function fleetWords(trace: Trace, frame: Frame): { text: string; role: Role }[] {
  const serving = new Map<string, number>();
  for (const { state, revision } of frame.replicas) if (stageOf(state) === 'serving') serving.set(revision, (serving.get(revision) ?? 0) + 1);
  const parts: { text: string; role: Role }[] = trace.revisions
    .filter((revision) => serving.has(revision))
    .map((revision) => ({ text: `${format.count(serving.get(revision)!)} ${revision}`, role: roleOf(trace, revision) }));
  for (const text of notServing(frame.replicas)) parts.push({ text, role: 'plain' });
  if (parts.length === 0) parts.push({ text: 'none', role: 'plain' });
  const spaced = parts.flatMap((part, i) => (i === 0 ? [part] : [{ text: ' · ', role: 'plain' as Role }, part]));
  return [{ text: 'servers: ', role: 'plain' }, ...spaced];
}

/** `1 starting`, `2 stopping`: those that do not serve, by what they do. */
export function notServing(replicas: readonly FrameReplica[]): string[] {
  const others = new Map<string, number>();
  for (const { state } of replicas) if (stageOf(state) !== 'serving') others.set(stateWord(state), (others.get(stateWord(state)) ?? 0) + 1);
  return [...others].map(([word, n]) => `${format.count(n)} ${word}`);
}

/** Which marks besides the dots of requests a run has at some time. */
export const marksIn = oncePerTrace((trace): { copies: boolean; cookies: boolean } => ({
  copies: trace.facts.some((fact) => fact.type === 'route.effective' && fact.route.mirror),
  cookies: trace.facts.some((fact) => fact.type === 'route.effective' && (fact.route.sticky || fact.route.split)),
}));
