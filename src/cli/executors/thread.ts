import type { Plan, Row, RunRange } from '../../sim/index.ts';
import { CannotPlay } from '../trouble.ts';
import { playHere } from './serial.ts';

/** Some runs for one thread. */
export interface Piece {
  plan: Plan;
  range: RunRange;
}

/** What a thread sends back: the rows, or the lines that say why there are none. */
export type PieceOf = { rows: Row[] } | { cannot: readonly string[] };

/** Plays a piece on a thread of the pool. An error would cross to the main thread without its class, so lines go as data. */
export function playPiece({ plan, range }: Piece): PieceOf {
  try {
    return { rows: playHere(plan, range) };
  } catch (error) {
    if (error instanceof CannotPlay) return { cannot: error.lines };
    throw error;
  }
}
