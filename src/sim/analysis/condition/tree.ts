import type { Value } from './value.ts';

/** A condition, parsed. `at` is where it stands in the text. */
export type Node =
  | { kind: 'literal'; value: Value; at: number }
  /** The measured value. */
  | { kind: 'result'; at: number }
  /** Inside a closure, the element looked at: `#`. */
  | { kind: 'element'; at: number }
  | { kind: 'list'; items: Node[]; at: number }
  | { kind: 'not' | 'negate' | 'plus'; operand: Node; at: number }
  | { kind: 'binary'; operator: Operator; left: Node; right: Node; at: number }
  | { kind: 'choose'; condition: Node; yes: Node; no: Node; at: number }
  /** `of[key]`, and `of.key`; with `optional`, nil instead of an error when there is nothing to look into. */
  | { kind: 'index'; of: Node; key: Node; optional: boolean; at: number }
  | { kind: 'call'; name: string; args: Node[]; at: number }
  /** A function that looks at each element of a list: `all(result, {# > 0.9})`. */
  | { kind: 'each'; name: string; list: Node; closure: Node; at: number };

export type Operator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | 'in'
  | 'not in'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '??';

/** How tightly each operator binds, as in the language that Argo uses; equals go from left to right. */
export const BINDING: Readonly<Record<Operator, number>> = {
  '||': 10,
  '&&': 15,
  '==': 20,
  '!=': 20,
  '<': 20,
  '>': 20,
  '<=': 20,
  '>=': 20,
  in: 20,
  'not in': 20,
  contains: 20,
  startsWith: 20,
  endsWith: 20,
  '+': 30,
  '-': 30,
  '*': 60,
  '/': 60,
  '%': 60,
  '??': 500,
};

/** `!` binds tighter than a comparison: `not a == b` is `(not a) == b`. */
export const NOT_BINDS = 50,
  SIGN_BINDS = 90;
