import { nextStep, type Micros, type Trace } from '../../../sim/index.ts';
import { find, named, type Block, type LessonSpec } from '../../../lessons/index.ts';

/** Something told when the run has come to an instant. */
export interface Remark {
  id: string;
  at: Micros;
  blocks: readonly Block[];
}

/** The remarks of a scene whose moment comes within the window of this run, in order of time. */
export function remarksOf(blocks: readonly Block[], spec: Pick<LessonSpec, 'moments'>, trace: Trace, { from, to }: { from: Micros; to: Micros }): Remark[] {
  return blocks
    .flatMap((block) => {
      const found = block.kind === 'moment' ? find(trace, named(spec.moments, block.id)) : null;
      return block.kind === 'moment' && found !== null && found.at >= from && found.at <= to ? [{ id: block.id, at: found.at, blocks: block.blocks }] : [];
    })
    .sort((a, b) => a.at - b.at);
}

/** What is nearer to each other than this share of the window is one turn of the story, and one stop. */
const APART = 1 / 30;

/**
 * Where a run stops on its way through the window, its end included: at the remarks, and at the ends of phases that are no part of the
 * same turn. Stops that follow each other closely are one, at the last of them, so that nobody has to go on three times in two seconds.
 */
export function stopsOf(trace: Trace, window: { from: Micros; to: Micros }, remarks: readonly Remark[]): Micros[] {
  const apart = (window.to - window.from) * APART,
    told = remarks.map(({ at }) => at);
  const phases: Micros[] = [];
  for (let at = nextStep(trace, 'phase', window.from); at < window.to; at = nextStep(trace, 'phase', at)) phases.push(at);
  const own = phases.filter((at) => told.every((other) => Math.abs(other - at) >= apart));
  const all = [...told, ...own].filter((at) => at < window.to - apart / 2).sort((a, b) => a - b);
  return [...all.filter((at, i) => i === all.length - 1 || all[i + 1]! - at >= apart / 2), window.to];
}
