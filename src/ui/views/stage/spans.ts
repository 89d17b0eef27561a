import { type FrameReplica, livesOf, type Micros, oncePerTrace, type Trace } from '../../../sim/index.ts';
import { stageOf } from '../../marks/words.ts';

/** One continuous stretch of coming or of leaving, over all the states that it passes through. */
interface Passage { from: Micros; to: Micros }

const passagesOf = oncePerTrace((trace): { coming: Passage[]; leaving: Passage[] }[] =>
  livesOf(trace).map(({ stretches }) => {
    const coming: Passage[] = [], leaving: Passage[] = [];
    stretches.forEach((stretch, i) => {
      const stage = stageOf(stretch.state);
      const list = stage === 'coming' ? coming : stage === 'leaving' ? leaving : null;
      if (!list) return;
      const to = stretches[i + 1]?.at ?? trace.header.horizon;
      const last = list.at(-1);
      if (last && last.to === stretch.at && stageOf(stretches[i - 1]!.state) === stage) last.to = to;
      else list.push({ from: stretch.at, to });
    });
    return { coming, leaving };
  }),
);

/**
 * How full a server's tile is, 0…1: rises while it comes up, over pulling, booting and probing together; falls while it leaves.
 * One that serves is full; one that waits or is broken is empty.
 */
export function fullness(trace: Trace, replica: FrameReplica, at: Micros): number {
  const stage = stageOf(replica.state);
  if (stage === 'serving' || stage === 'unready') return 1;
  if (stage !== 'coming' && stage !== 'leaving') return 0;
  const passage = passagesOf(trace)[replica.index]?.[stage].find((p) => p.from <= at && at <= p.to);
  if (!passage || passage.to <= passage.from) return 0;
  const share = (at - passage.from) / (passage.to - passage.from);
  return stage === 'coming' ? share : 1 - share;
}
