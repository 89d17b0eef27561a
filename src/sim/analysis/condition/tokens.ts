/** What is wrong with a condition, where (an offset from its start, in characters), and the cure. */
export interface Problem {
  at: number;
  message: string;
  cure: string;
}

export class ParseError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

export const refuse = (at: number, message: string, cure: string): never => {
  throw new ParseError({ at, message, cure });
};

export interface Token {
  kind: 'number' | 'text' | 'name' | 'mark' | 'end';
  /** As written; of a text, what it stands for. */
  text: string;
  at: number;
}

/** Longest first, so that `<=` is not read as `<`. */
const MARKS = ['**', '&&', '||', '==', '!=', '<=', '>=', '??', '?.', '..', ...'+-*/%^<>!?:.,()[]{}#|=&'];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '`': '`' };
const SPACE = /\s/,
  NAME = /[A-Za-z_$][\w$]*/y,
  NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;

/** Splits a condition into its words, in one pass. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (SPACE.test(char)) at++;
    else {
      const token = nextToken(text, at);
      tokens.push(token.token);
      at = token.end;
    }
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

function nextToken(text: string, at: number): { token: Token; end: number } {
  const char = text[at]!;
  if (char === '"' || char === "'" || char === '`') return quoted(text, at);
  // `1..3` is a range, and `.value` a field: a dot begins a number only before a digit, and not after another dot.
  const isNumber = /\d/.test(char) || (char === '.' && /\d/.test(text[at + 1] ?? '') && text[at - 1] !== '.');
  const found = isNumber ? match(NUMBER, text, at) : match(NAME, text, at);
  if (found !== null) return { token: { kind: isNumber ? 'number' : 'name', text: found, at }, end: at + found.length };
  const mark = MARKS.find((one) => text.startsWith(one, at));
  if (mark === undefined) return refuse(at, `the character “${char}” means nothing here`, 'Remove it.');
  return { token: { kind: 'mark', text: mark, at }, end: at + mark.length };
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function quoted(text: string, from: number): { token: Token; end: number } {
  const quote = text[from]!;
  let value = '';
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === quote) return { token: { kind: 'text', text: value, at: from }, end: at + 1 };
    if (char !== '\\' || quote === '`') value += char;
    else {
      at++;
      value += ESCAPES[text[at] ?? ''] ?? refuse(at - 1, 'is not an escape that is known', 'Write the character itself.');
    }
  }
  return refuse(from, 'the text that begins here has no end', `Close it with ${quote}.`);
}
