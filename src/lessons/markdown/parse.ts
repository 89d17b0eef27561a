import type { Nodes } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { BEATS, type Scene } from '../prose.ts';
import type { LessonSpec } from '../spec/schema.ts';
import { attributeOf, blocksOf } from './blocks.ts';
import { written } from './directives.ts';
import { checkBeats, checkName } from './names.ts';
import { Problems } from './problems.ts';

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

/**
 * A lesson's Markdown as data, one scene a beat. Throws ScenarioError with everything that is wrong, each with its line and column: raw
 * HTML, strange links, directives and names that there are not, beats out of order, and numbers that no run has told.
 */
export function parseProse(text: string, file: string, spec: LessonSpec): Scene[] {
  const problems = new Problems(file),
    root = processor.parse(text);
  const scenes = root.children.flatMap((node): { scene: Scene; node: Nodes }[] => {
    if (node.type !== 'containerDirective') {
      if (node.type === 'leafDirective') attributeOf(node, problems);
      problems.add(node, '', 'stands outside every beat', `Put it between :::${BEATS[0]} and :::, or another beat's.`);
      return [];
    }
    const round = attributeOf(node, problems);
    if (round === undefined) return [];
    const beat = BEATS.find((one) => one === node.name);
    if (beat === undefined) {
      problems.add(
        node,
        `:::${node.name}`,
        'stands outside every beat',
        'Use one more colon for the beat around it than for what is inside.',
      );
      return [];
    }
    if (round !== null)
      checkName(
        node,
        written(beat),
        'round',
        round,
        spec.rounds.map(([name]) => name),
        problems,
      );
    return [{ node, scene: { beat, round, blocks: blocksOf(node.children, { beat, spec, problems }) } }];
  });
  // What is missing can only be told once everything could be read.
  problems.settle();
  checkBeats(scenes, spec, root, problems);
  problems.settle();
  return scenes.map(({ scene }) => scene);
}
