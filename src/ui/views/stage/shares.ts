import { format, type Frame, type Trace } from '../../../sim/index.ts';
import { roleOf, stageOf, stateWord, type Role } from '../../marks/words.ts';
import type { Box, StageLayout } from './layout.ts';

/** The part of the router that a revision's share takes, from 0 to 1 along the bar, and where its label stands. */
export interface Band extends Box {
  revision: string;
  role: Role;
  share: number;
  from: number;
  to: number;
  label: { x: number; y: number; anchor: 'start' | 'end' };
}

const GAP = 2;

/** The router's bar split by the shares it sends, stable first. Revisions without a share have no band. */
export function shares(trace: Trace, weights: Record<string, number>, layout: StageLayout): Band[] {
  const parts = trace.revisions.filter((revision) => (weights[revision] ?? 0) > 0);
  const { router, form } = layout;
  let from = 0;
  return parts.map((revision, i) => {
    const share = weights[revision]!, to = from + share;
    const start = from === 0 ? 0 : GAP / 2, end = i === parts.length - 1 ? 0 : GAP / 2;
    const last = i === parts.length - 1 && parts.length > 1;
    const band: Band = form === 'wide'
      ? {
          x: router.x, width: router.width, y: router.y + from * router.height + start, height: Math.max(1, share * router.height - start - end),
          revision, role: roleOf(trace, revision), share, from, to,
          label: { x: router.x + router.width + 7, y: last ? router.y + router.height - 3 : router.y + from * router.height + 14, anchor: 'start' },
        }
      : {
          y: router.y, height: router.height, x: router.x + from * router.width + start, width: Math.max(1, share * router.width - start - end),
          revision, role: roleOf(trace, revision), share, from, to,
          label: { x: last ? router.x + router.width : router.x + from * router.width, y: router.y - 6, anchor: last ? 'end' : 'start' },
        };
    from = to;
    return band;
  });
}

/** `servers: 7 v1 · 5 v2 · 1 starting · 2 stopping`, in pieces that take the look of their revision. */
export function fleetWords(trace: Trace, frame: Frame): { text: string; role: Role }[] {
  const serving = new Map<string, number>(), others = new Map<string, number>();
  for (const replica of frame.replicas) {
    const stage = stageOf(replica.state);
    if (stage === 'serving') serving.set(replica.revision, (serving.get(replica.revision) ?? 0) + 1);
    else others.set(stateWord(replica.state), (others.get(stateWord(replica.state)) ?? 0) + 1);
  }
  const parts: { text: string; role: Role }[] = trace.revisions
    .filter((revision) => serving.has(revision))
    .map((revision) => ({ text: `${format.count(serving.get(revision)!)} ${revision}`, role: roleOf(trace, revision) }));
  for (const [word, n] of others) parts.push({ text: `${format.count(n)} ${word}`, role: 'plain' });
  if (parts.length === 0) parts.push({ text: 'none', role: 'plain' });
  const spaced = parts.flatMap((part, i) => (i === 0 ? [part] : [{ text: ' · ', role: 'plain' as Role }, part]));
  return [{ text: 'servers: ', role: 'plain' }, ...spaced];
}
