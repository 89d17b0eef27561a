import { nearest } from '../../schema/nearest.ts';
import { EACH, FUNCTIONS } from './functions.ts';
import { DEPTH_MAX, LENGTH_MAX } from './limits.ts';
import { ParseError, refuse, tokensOf, type Problem, type Token } from './tokens.ts';
import { BINDING, NOT_BINDS, SIGN_BINDS, type Node, type Operator } from './tree.ts';

export type Parsed = { node: Node } | { problem: Problem };

/** Reads one of Argo's success or failure conditions; never throws, and takes time in proportion to the text. */
export function parseCondition(text: string): Parsed {
  try {
    if (text.length > LENGTH_MAX)
      refuse(LENGTH_MAX, `has ${text.length} characters; ${LENGTH_MAX} are read`, 'Shorten it, or split the metric in two.');
    return { node: new Parser(tokensOf(text)).whole() };
  } catch (error) {
    if (error instanceof ParseError) return { problem: error.problem };
    throw error;
  }
}

const LITERALS = new Map<string, null | boolean>([
  ['true', true],
  ['false', false],
  ['nil', null],
  ['null', null],
]);
const SPELLED = new Map<string, Operator>([
  ['and', '&&'],
  ['or', '||'],
]);
const KNOWN = ['result', ...Object.keys(FUNCTIONS), ...Object.keys(EACH)];

/** One reading of one condition, by binding powers. */
class Parser {
  private position = 0;
  private depth = 0;
  /** How many closures are open: `#` and `.field` mean something only inside one. */
  private closures = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Node {
    if (this.next.kind === 'end') refuse(0, 'is empty', 'Write a condition such as result[0] >= 0.95.');
    const node = this.expression(0);
    const { kind, at, text } = this.next;
    if (kind === 'end') return node;
    if (text === '=') return refuse(at, 'one = compares nothing', 'Write ==.');
    if (text === '**' || text === '^') return refuse(at, 'powers are not modelled', 'Write the multiplication out.');
    if (text === '|' || text === '&') return refuse(at, `one ${text} means nothing here`, `Write ${text}${text}.`);
    if (text === 'matches') return refuse(at, 'regular expressions are not modelled', 'Use contains, startsWith or endsWith.');
    return refuse(at, `“${text}” was not expected here`, 'Join conditions with && or ||, and close what is open.');
  }

  private get next(): Token {
    return this.tokens[this.position]!;
  }

  private take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.position++;
    return token;
  }

  private takeIf(mark: string): boolean {
    const isIt = this.next.kind === 'mark' && this.next.text === mark;
    if (isIt) this.position++;
    return isIt;
  }

  private expect(mark: string, why: string): void {
    if (!this.takeIf(mark)) refuse(this.next.at, `“${mark}” is missing`, why);
  }

  /** An expression of operators that bind at least as tightly as `least`; the ternary only where nothing binds. */
  private expression(least: number): Node {
    const { at } = this.next;
    if (++this.depth > DEPTH_MAX) refuse(at, `nests deeper than ${DEPTH_MAX}`, 'Leave out brackets that change nothing.');
    let left = this.operand();
    for (let operator = this.operator(); operator !== null && BINDING[operator] >= least; operator = this.operator()) {
      this.position += operator === 'not in' ? 2 : 1;
      left = { kind: 'binary', operator, left, right: this.expression(BINDING[operator] + 1), at };
    }
    if (least === 0 && this.takeIf('?')) {
      const yes = this.expression(0);
      this.expect(':', 'Write condition ? one : other.');
      left = { kind: 'choose', condition: left, yes, no: this.expression(0), at };
    }
    this.depth--;
    return left;
  }

  private operator(): Operator | null {
    const { kind, text } = this.next;
    if (kind !== 'mark' && kind !== 'name') return null;
    if (text === 'not' && this.tokens[this.position + 1]?.text === 'in') return 'not in';
    const operator = SPELLED.get(text) ?? text;
    return Object.hasOwn(BINDING, operator) ? (operator as Operator) : null;
  }

  private operand(): Node {
    const { kind, text, at } = this.next;
    const isNot = (kind === 'mark' && text === '!') || (kind === 'name' && text === 'not');
    if (isNot || (kind === 'mark' && (text === '-' || text === '+'))) {
      this.take();
      const operand = this.expression(isNot ? NOT_BINDS : SIGN_BINDS);
      return { kind: isNot ? 'not' : text === '-' ? 'negate' : 'plus', operand, at };
    }
    return this.behind(this.primary());
  }

  /** What may stand behind a value: indices and fields. */
  private behind(first: Node): Node {
    let node = first;
    for (;;) {
      const { at } = this.next;
      if (this.takeIf('[')) {
        node = { kind: 'index', of: node, key: this.expression(0), optional: false, at };
        this.expect(']', 'Close the index with ].');
      } else if (this.takeIf('.')) node = this.field(node, at, false);
      else if (this.takeIf('?.')) node = this.field(node, at, true);
      else return node;
    }
  }

  private field(of: Node, at: number, optional: boolean): Node {
    const name = this.take();
    if (name.kind !== 'name') refuse(name.at, 'a dot needs a field’s name behind it', 'Write result.field, or result["field"].');
    return { kind: 'index', of, key: { kind: 'literal', value: name.text, at: name.at }, optional, at };
  }

  private primary(): Node {
    const token = this.take(),
      { kind, text, at } = token;
    if (kind === 'number') return { kind: 'literal', value: numberOf(token), at };
    if (kind === 'text') return { kind: 'literal', value: text, at };
    if (kind === 'name') return this.named(token);
    if (text === '(') {
      const inside = this.expression(0);
      this.expect(')', 'Close the bracket.');
      return inside;
    }
    if (text === '[') return { kind: 'list', items: this.listUntil(']'), at };
    if (text === '#') return this.element(at);
    if (text === '.' && this.closures > 0) return this.field({ kind: 'element', at }, at, false);
    if (kind === 'end') return refuse(at, 'ends too early', 'Add what is to stand on the right.');
    return refuse(at, `“${text}” cannot begin a value`, 'Write a number, a text, result, or a function here.');
  }

  private element(at: number): Node {
    if (this.closures === 0)
      refuse(at, '“#” stands for the element of a list, and there is none here', 'Use it as in all(result, {# > 0.9}).');
    return { kind: 'element', at };
  }

  private named({ text, at }: Token): Node {
    const literal = LITERALS.get(text);
    if (literal !== undefined) return { kind: 'literal', value: literal, at };
    if (text === 'result') return { kind: 'result', at };
    if (Object.hasOwn(EACH, text)) return this.each(text, at);
    if (Object.hasOwn(FUNCTIONS, text)) return this.call(text, at);
    const meant = nearest(text, KNOWN);
    return refuse(
      at,
      `“${text.slice(0, 40)}” is not known`,
      meant === null ? 'Use result, a number or a function.' : `Did you mean ${meant}?`,
    );
  }

  private call(name: string, at: number): Node {
    this.expect('(', `Write ${name}(…).`);
    const args = this.listUntil(')'),
      { takes } = FUNCTIONS[name]!;
    if (args.length !== takes)
      refuse(
        at,
        `${name} takes ${takes} ${takes === 1 ? 'value' : 'values'}, has ${args.length}`,
        `Write ${name}(${takes === 1 ? 'result' : 'result, 0'}).`,
      );
    return { kind: 'call', name, args, at };
  }

  private each(name: string, at: number): Node {
    const shape = `Write ${name}(result, {# > 0.9}).`;
    this.expect('(', shape);
    const list = this.expression(0);
    this.expect(',', shape);
    const braced = this.takeIf('{');
    this.closures++;
    const closure = this.expression(0);
    this.closures--;
    if (braced) this.expect('}', shape);
    this.expect(')', shape);
    return { kind: 'each', name, list, closure, at };
  }

  private listUntil(end: string): Node[] {
    const items: Node[] = [];
    if (this.takeIf(end)) return items;
    do items.push(this.expression(0));
    while (this.takeIf(','));
    this.expect(end, `Close the list with ${end}.`);
    return items;
  }
}

function numberOf({ text, at }: Token): number {
  const value = Number(text.replaceAll('_', ''));
  if (!Number.isFinite(value)) refuse(at, 'the number is too large', 'Write a smaller one.');
  return value;
}
