import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import type { Row, RunRange } from '../../sim/index.ts';
import { CannotPlay } from '../trouble.ts';
import type { Executor } from './executor.ts';
import type { Piece, PieceOf } from './thread.ts';

/** Runs of a piece at most: a tenth of a second and more of a usual world, so that the way to a thread and back does not matter. */
const RUNS_MOST = 16;
/** Pieces for each thread at least, where there are runs enough: the last one to end does not keep all others waiting long. */
const PIECES_EACH = 4;

/**
 * Plays on worker threads of this machine.
 * @param threads 1 or more
 * @param program what every thread loads: once built, the file that this is in is the whole program; see `bin.ts`
 */
export function poolOf(threads: number, program = fileURLToPath(import.meta.url)): Executor {
  let opened: Promise<Piscina> | null = null;
  return {
    play: async (plan, range, arrived) => {
      const pool = await (opened ??= open(threads, program)),
        pieces = piecesOf(range, threads),
        found = new Map<number, Row[]>(),
        troubles = new Map<number, readonly string[]>();
      const playSome = async (): Promise<void> => {
        for (const piece of pieces) {
          const of = (await pool.run({ plan, range: piece } satisfies Piece)) as PieceOf;
          if ('cannot' in of) {
            troubles.set(piece.from, of.cannot);
            return;
          }
          found.set(piece.from, of.rows);
          arrived(of.rows);
        }
      };
      // Two for each thread, so that none waits for the next piece. All take from one generator, which ends for all when one gives up.
      await Promise.all(Array.from({ length: 2 * threads }, playSome));
      // Pieces are taken in order, so whatever comes before this one has been played, too: it is what one thread would tell.
      if (troubles.size > 0) throw new CannotPlay(troubles.get(Math.min(...troubles.keys()))!);
      return [...found].sort(([one], [other]) => one - other).flatMap(([, rows]) => rows);
    },
    close: async () => {
      const pool = await opened?.catch(() => null);
      await pool?.destroy();
    },
  };
}

/** The threads are a package of their own, read only where they are wanted. @throws CannotPlay when it is not installed */
async function open(threads: number, program: string): Promise<Piscina> {
  try {
    const { Piscina } = await import('piscina');
    return new Piscina({ filename: program, name: 'playPiece', minThreads: threads, maxThreads: threads });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new CannotPlay([
      '--jobs: the package piscina is not installed beside this program. Run npm install, or leave --jobs out.',
    ]);
  }
}

/** A range cut into pieces, small enough for every thread to have several. */
function* piecesOf({ from, to }: RunRange, threads: number): Generator<RunRange, void, void> {
  const size = Math.max(1, Math.min(RUNS_MOST, Math.ceil((to - from) / (threads * PIECES_EACH))));
  for (let start = from; start < to; start += size) yield { from: start, to: Math.min(to, start + size) };
}
