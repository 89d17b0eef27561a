import { STATE_LABELS } from './causes.ts';
import type { ReplicaState } from './facts.ts';
import { REPLICA_STATES } from './facts.ts';
import { LINE_WIDTH } from './wrap.ts';
import type { FrameReplica } from './frame.ts';

/** What colours a piece of text; the caller decides how, or not at all. */
export type PaintRole = 'stable' | 'next' | 'harm' | 'faint' | 'strong';
export type Paint = (role: PaintRole, text: string) => string;

/** Stable is round and *next* is square, one glyph a state, all one column wide: readable without colour. */
export const GLYPHS: Record<'stable' | 'next', Record<Exclude<ReplicaState, 'gone'>, string>> = {
  stable: {
    pending: '◦',
    scheduled: '○',
    pulling: '◔',
    starting: '◑',
    running: '◕',
    ready: '◉',
    available: '●',
    unready: '◎',
    terminating: '◍',
    stopping: '◌',
    crashed: '⊗',
    backOff: '⊙',
    lost: '⊖',
    killed: '⊕',
  },
  next: {
    pending: '▫',
    scheduled: '□',
    pulling: '◱',
    starting: '◧',
    running: '◪',
    ready: '▣',
    available: '■',
    unready: '▢',
    terminating: '▤',
    stopping: '▥',
    crashed: '⊠',
    backOff: '⊡',
    lost: '⊟',
    killed: '⊞',
  },
};

const BROKEN: ReadonlySet<ReplicaState> = new Set(['unready', 'crashed', 'backOff', 'lost', 'killed']);

/** Above this many servers a row of glyphs is no longer readable: counts by state stand in. */
export const ROW_MAX = 40;

export const roleOf = (revision: string, stable: string): 'stable' | 'next' => (revision === stable ? 'stable' : 'next');

/** The fleet as one row: a glyph a server in order of creation, or `●×180 ◑×20` for a large fleet. */
export function fleetRow(replicas: readonly FrameReplica[], stable: string, paint: Paint, width: number): string {
  const runs: { glyph: string; role: PaintRole; count: number }[] = [];
  for (const { state, revision } of replicas) {
    if (state === 'gone') continue;
    const role = roleOf(revision, stable);
    const glyph = GLYPHS[role][state];
    const known = replicas.length > ROW_MAX ? runs.find((run) => run.glyph === glyph) : undefined;
    if (known) known.count++;
    else runs.push({ glyph, role: BROKEN.has(state) ? 'harm' : role, count: 1 });
  }
  const isLarge = replicas.length > ROW_MAX;
  const pieces = runs.map(({ glyph, role, count }) => ({ role, text: isLarge ? `${glyph}×${count}` : glyph }));
  const length = pieces.reduce((sum, { text }) => sum + text.length, 0) + (isLarge ? Math.max(0, pieces.length - 1) : 0);
  return pieces.map(({ role, text }) => paint(role, text)).join(isLarge ? ' ' : '') + ' '.repeat(Math.max(0, width - length));
}

/** A line a role, or two where it has been through much, that names the glyphs of the states that occur, in the order of a good life. */
export function legend(
  states: { stable: ReadonlySet<ReplicaState>; next: ReadonlySet<ReplicaState> },
  names: { stable: string; next: string },
  paint: Paint,
): string[] {
  return (['stable', 'next'] as const).flatMap((role) => {
    const lines: string[] = [];
    let width = LINE_WIDTH;
    for (const state of REPLICA_STATES) {
      if (state === 'gone' || !states[role].has(state)) continue;
      const needed = `  G ${STATE_LABELS[state]}`.length;
      if (width + needed > LINE_WIDTH) {
        lines.push(lines.length === 0 ? paint(role, names[role]) : ' '.repeat(names[role].length));
        width = names[role].length;
      }
      lines.push(`${lines.pop()!}  ${paint(BROKEN.has(state) ? 'harm' : role, GLYPHS[role][state])} ${STATE_LABELS[state]}`);
      width += needed;
    }
    return lines;
  });
}
