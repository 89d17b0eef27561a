import type { Nodes } from 'mdast';
import { didYouMean } from '../../sim/index.ts';
import { BEATS, blocksIn, ROUND_BEATS, WORDS_A_MINUTE, wordsIn, type Beat, type Block, type Scene } from '../prose.ts';
import type { LessonSpec } from '../spec/schema.ts';
import type { Problems } from './problems.ts';

/** A learner does something within this many seconds. */
const HOOK_SECONDS = 20;

/** Tells of a name that the lesson does not have. */
export function checkName(
  node: Nodes,
  label: string,
  what: string,
  id: string,
  known: readonly string[],
  problems: Problems,
): void {
  if (!known.includes(id)) problems.add(node, label, `is no ${what} of lesson.yaml: "${id}"`, didYouMean(id, known));
}

/** The beats that this lesson must have, in order: `hook`, …, `predict good`, `run good`, … */
const beatsOf = (spec: LessonSpec): { beat: Beat; round: string | null }[] =>
  BEATS.flatMap((beat): { beat: Beat; round: string | null }[] => {
    if (!ROUND_BEATS.includes(beat)) return [{ beat, round: null }];
    // The three beats of a round belong together, so the first brings the others.
    return beat !== ROUND_BEATS[0] ? [] : spec.rounds.flatMap(([round]) => ROUND_BEATS.map((one) => ({ beat: one, round })));
  });

const told = ({ beat, round }: { beat: Beat; round: string | null }): string =>
  `:::${beat}${round === null ? '' : `{round=${round}}`}`;

/** The beats of a lesson are all there and in order, each says what it must, and the first is soon over. */
export function checkBeats(
  scenes: readonly { scene: Scene; node: Nodes }[],
  spec: LessonSpec,
  root: Nodes,
  problems: Problems,
): void {
  for (const [index, wanted] of beatsOf(spec).entries()) {
    const found = scenes[index];
    if (found === undefined)
      return problems.add(root, '', `ends before ${told(wanted)}`, 'Every lesson has all beats; write it.');
    if (told(found.scene) !== told(wanted))
      return problems.add(found.node, told(found.scene), `stands where ${told(wanted)} should`, 'Keep the order of the beats.');
  }
  const extra = scenes[beatsOf(spec).length];
  if (extra !== undefined) problems.add(extra.node, told(extra.scene), 'comes after the end', 'The last beat is :::open.');
  for (const { scene, node } of scenes) checkParts(scene, node, spec, problems);
  const first = scenes[0]!,
    seconds = (wordsIn(first.scene.blocks) / WORDS_A_MINUTE) * 60;
  if (seconds > HOOK_SECONDS)
    problems.add(
      first.node,
      ':::hook',
      `takes ${Math.round(seconds)} seconds to read`,
      `Shorten it: a learner should do something within ${HOOK_SECONDS} seconds.`,
    );
}

/** A beat asks what belongs to it, all of it and once. */
function checkParts({ beat, round, blocks }: Scene, node: Nodes, spec: LessonSpec, problems: Problems): void {
  const inside = blocksIn(blocks);
  const ids = (kind: 'guess' | 'mark'): string[] =>
    inside.filter((block): block is Block & { kind: 'guess' | 'mark' } => block.kind === kind).map(({ id }) => id);
  const wanted = (kind: 'guess' | 'mark', entries: readonly (readonly [string, { round: string }])[]): void => {
    const own = entries.filter(([, one]) => one.round === round).map(([id]) => id);
    if (ids(kind).join() !== own.join())
      problems.add(
        node,
        told({ beat, round }),
        `must hold ${own.map((id) => `::${kind}{id=${id}}`).join(', ') || `no ::${kind}`}`,
        'Write each once, in the order of lesson.yaml.',
      );
  };
  if (beat === 'predict') wanted('guess', spec.guesses);
  if (beat === 'observe') wanted('mark', spec.marks);
  const once = beat === 'explain' ? 'compare' : beat === 'attempt' || beat === 'prove' ? 'plan' : null;
  if (once !== null && inside.filter(({ kind }) => kind === once).length !== 1)
    problems.add(node, told({ beat, round }), `must hold ::${once} once`, 'Put it where the text speaks of it.');
  if (beat === 'prove' && inside.filter(({ kind }) => kind === 'hint').length !== 3)
    problems.add(
      node,
      told({ beat, round }),
      'must hold three hints',
      'Write where to look, then the rule, then the last step; the expert’s run comes after them by itself.',
    );
}
