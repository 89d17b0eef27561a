import type { PhrasingContent } from 'mdast';
import { TYPED_NUMBER, type Inline } from '../prose.ts';
import { DIRECTIVES, written } from './directives.ts';
import type { Place } from './blocks.ts';
import { checkName } from './names.ts';
import { didYouMean } from '../../sim/index.ts';

/** Addresses that a link may have. */
const ADDRESS = /^(?:https:\/\/[^\s/]+|mailto:[^\s@]+@[^\s@]+)/;

/** Text of a paragraph, a heading or a cell as data. */
export function inlineOf(nodes: readonly PhrasingContent[], place: Place): Inline[] {
  return nodes.flatMap((node) => pieceOf(node, place));
}

function pieceOf(node: PhrasingContent, place: Place): Inline[] {
  const { problems } = place;
  switch (node.type) {
    case 'text':
      if (TYPED_NUMBER.test(node.value))
        problems.add(
          node,
          '',
          `has a number in its prose: "${excerpt(node.value)}"`,
          'Let a run tell it: write :fact[…] with a value of lesson.yaml.',
        );
      return [{ kind: 'text', text: node.value.replace(/\s*\n\s*/g, ' ') }];
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'emphasis':
    case 'strong':
      return [{ kind: node.type, text: inlineOf(node.children, place) }];
    case 'break':
      return [{ kind: 'break' }];
    case 'link':
      if (!ADDRESS.test(node.url))
        problems.add(node, '', `has a link to "${excerpt(node.url)}"`, 'Links may begin with https:// or mailto: only.');
      return [{ kind: 'link', address: node.url, text: inlineOf(node.children, place) }];
    case 'textDirective': {
      if (node.name !== 'fact') {
        const known = DIRECTIVES[node.name];
        const cure = known ? `It is written ${written(node.name)}, on a line of its own.` : didYouMean(node.name, ['fact']);
        problems.add(node, `:${node.name}`, known ? 'cannot stand in a sentence' : 'is not known', cure);
        return [];
      }
      const [only, more] = node.children,
        id = only?.type === 'text' && more === undefined ? only.value : '';
      if (!/^[A-Za-z][\w.-]*$/.test(id) || Object.keys(node.attributes ?? {}).length > 0)
        problems.add(node, ':fact', 'must hold the name of a value, and nothing else', 'Write :fact[outage].');
      else
        checkName(
          node,
          ':fact',
          'value',
          id,
          place.spec.values.map(([name]) => name),
          problems,
        );
      return [{ kind: 'fact', id }];
    }
    case 'html':
      problems.add(node, '', `has raw HTML: "${excerpt(node.value)}"`, 'Lessons are Markdown and directives only; remove it.');
      return [];
    default:
      problems.add(node, '', `has ${article(node.type)}, which lessons do not have`, 'Remove it.');
      return [];
  }
}

export const excerpt = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text).replace(/\s+/g, ' ');
export const article = (type: string): string => {
  const spoken = type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${/^[aeiou]/.test(spoken) ? 'an' : 'a'} ${spoken}`;
};
