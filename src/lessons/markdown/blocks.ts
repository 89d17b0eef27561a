import type { ListItem, PhrasingContent, RootContent } from 'mdast';
import { didYouMean } from '../../sim/index.ts';
import type { Beat, Block } from '../prose.ts';
import type { LessonSpec } from '../spec/schema.ts';
import { DIRECTIVES, written } from './directives.ts';
import { article, excerpt, inlineOf } from './inline.ts';
import { checkName } from './names.ts';
import type { Problems } from './problems.ts';

/** A directive on lines of its own. */
type BlockDirective = Extract<RootContent, { type: 'leafDirective' | 'containerDirective' }>;

/** Where blocks stand, and whom to tell what is wrong with them. */
export interface Place {
  beat: Beat;
  spec: LessonSpec;
  problems: Problems;
}

/** What stands in one beat, as data. */
export const blocksOf = (nodes: readonly RootContent[], place: Place): Block[] => nodes.flatMap((node) => blockOf(node, place));

function blockOf(node: RootContent, place: Place): Block[] {
  const { problems } = place;
  const inline = (children: readonly PhrasingContent[]) => inlineOf(children, place);
  const inner = (children: readonly RootContent[]) => blocksOf(children, place);
  switch (node.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', text: inline(node.children) }];
    case 'heading':
      return [{ kind: 'heading', depth: node.depth, text: inline(node.children) }];
    case 'code':
      return [{ kind: 'code', language: node.lang ?? null, text: node.value }];
    case 'blockquote':
      return [{ kind: 'quote', blocks: inner(node.children) }];
    case 'list':
      return [
        { kind: 'list', isOrdered: node.ordered ?? false, items: node.children.map((item: ListItem) => inner(item.children)) },
      ];
    case 'table': {
      const [head = [], ...rows] = node.children.map((row) => row.children.map((cell) => inline(cell.children)));
      return [{ kind: 'table', align: (node.align ?? []).map((align) => align ?? null), head, rows }];
    }
    case 'leafDirective':
    case 'containerDirective':
      return directiveOf(node, place);
    case 'html':
      problems.add(node, '', `has raw HTML: "${excerpt(node.value)}"`, 'Lessons are Markdown and directives only; remove it.');
      return [];
    default:
      problems.add(node, '', `has ${article(node.type)}, which lessons do not have`, 'Remove it.');
      return [];
  }
}

/** What the id of a directive is a name of. */
const NAMED: Readonly<Record<string, readonly [what: string, known: 'guesses' | 'marks' | 'moments' | 'checks']>> = {
  guess: ['guess', 'guesses'],
  mark: ['mark', 'marks'],
  moment: ['moment', 'moments'],
  kept: ['check', 'checks'],
  broken: ['check', 'checks'],
};

function directiveOf(node: BlockDirective, place: Place): Block[] {
  const { name } = node,
    { beat, spec, problems } = place;
  const value = attributeOf(node, problems);
  if (value === undefined) return [];
  const { within } = DIRECTIVES[name]!;
  if (within === 'top' || (within !== 'any' && !within.includes(beat))) {
    const cure =
      within === 'top'
        ? 'End the beat before it with ::: first.'
        : `Put it into ${Array.isArray(within) ? within.join(' or ') : 'a beat'}.`;
    problems.add(node, written(name), `cannot stand in ${beat}`, cure);
    return [];
  }
  const inner = node.type === 'containerDirective' ? blocksOf(node.children, place) : [];
  const [what, known] = NAMED[name] ?? [];
  if (known !== undefined) {
    const names = spec[known].map(([id]) => id);
    checkName(node, written(name), what!, value!, names, problems);
  }
  switch (name) {
    case 'guess':
    case 'mark':
      return [{ kind: name, id: value! }];
    case 'moment':
    case 'kept':
    case 'broken':
      return [{ kind: name, id: value!, blocks: inner }];
    case 'hint':
      return [{ kind: name, blocks: inner }];
    default:
      return [{ kind: name as 'compare' | 'plan' }];
  }
}

/** The value of the attribute that a directive has, null where it has none; undefined after telling what is wrong with it. */
export function attributeOf(node: BlockDirective, problems: Problems): string | null | undefined {
  const form = node.type === 'leafDirective' ? 'leaf' : 'container';
  const directive = Object.hasOwn(DIRECTIVES, node.name) ? DIRECTIVES[node.name]! : null;
  const label = `${form === 'leaf' ? '::' : ':::'}${node.name}`;
  if (directive === null) {
    problems.add(node, label, 'is not known', didYouMean(node.name, Object.keys(DIRECTIVES)));
    return undefined;
  }
  if (directive.form !== form) {
    problems.add(node, label, 'is written in another way', `Write ${written(node.name)}.`);
    return undefined;
  }
  const { attribute } = directive,
    given = Object.entries(node.attributes ?? {});
  const value = attribute === null ? null : (node.attributes?.[attribute] ?? '');
  if (given.some(([key]) => key !== attribute) || value === '' || (form === 'leaf' && node.children.length > 0)) {
    problems.add(
      node,
      label,
      attribute === null ? 'takes no attributes' : `needs ${attribute}, and nothing else`,
      `Write ${written(node.name)}.`,
    );
    return undefined;
  }
  return value;
}
