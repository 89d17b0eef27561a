import { EACH, FUNCTIONS, listFor } from './functions.ts';
import { STEPS_MAX } from './limits.ts';
import type { Node, Operator } from './tree.ts';
import { asBoolean, asNumber, asText, EvaluationError, fail, isList, isMap, kindOf, type Value } from './value.ts';

export type Evaluated = { value: boolean } | { error: string };

/** What a condition says of a measured value. Whatever cannot be worked out is an error, and so is an answer that is not true or false. */
export function evaluateCondition(node: Node, result: Value): Evaluated {
  try {
    return { value: asBoolean(new Evaluation(result).of(node, null), 'a condition') };
  } catch (error) {
    if (error instanceof EvaluationError) return { error: error.message };
    throw error;
  }
}

class Evaluation {
  private steps = 0;

  constructor(private readonly result: Value) {}

  /** @param element what `#` stands for */
  of(node: Node, element: Value): Value {
    if (++this.steps > STEPS_MAX) fail(`takes more than ${STEPS_MAX} steps`);
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'result':
        return this.result;
      case 'element':
        return element;
      case 'list':
        return node.items.map((item) => this.of(item, element));
      case 'not':
        return !asBoolean(this.of(node.operand, element), 'not');
      case 'negate':
        return -asNumber(this.of(node.operand, element), 'a sign');
      case 'plus':
        return asNumber(this.of(node.operand, element), 'a sign');
      case 'choose':
        return this.of(asBoolean(this.of(node.condition, element), '? :') ? node.yes : node.no, element);
      case 'index':
        return at(this.of(node.of, element), this.of(node.key, element), node.optional);
      case 'call': {
        const args = node.args.map((arg) => this.of(arg, element));
        return FUNCTIONS[node.name]!.run(args, this.result);
      }
      case 'each': {
        const list = listFor(this.of(node.list, element), node.name);
        return EACH[node.name]!(list, (one) => this.of(node.closure, one));
      }
      case 'binary':
        return this.binary(node.operator, node.left, node.right, element);
    }
  }

  private binary(operator: Operator, left: Node, right: Node, element: Value): Value {
    const first = this.of(left, element);
    const second = () => this.of(right, element);
    if (operator === '&&') return asBoolean(first, '&&') && asBoolean(second(), '&&');
    if (operator === '||') return asBoolean(first, '||') || asBoolean(second(), '||');
    if (operator === '??') return first ?? second();
    return apply(operator, first, second());
  }
}

function apply(operator: Exclude<Operator, '&&' | '||' | '??'>, a: Value, b: Value): Value {
  switch (operator) {
    case '==':
      return isSame(a, b);
    case '!=':
      return !isSame(a, b);
    case 'in':
      return isIn(a, b);
    case 'not in':
      return !isIn(a, b);
    case 'contains':
      return asText(a, operator).includes(asText(b, operator));
    case 'startsWith':
      return asText(a, operator).startsWith(asText(b, operator));
    case 'endsWith':
      return asText(a, operator).endsWith(asText(b, operator));
    case '+':
      if (typeof a === 'string' && typeof b === 'string') return a + b;
      return asNumber(a, operator) + asNumber(b, operator);
    case '-':
      return asNumber(a, operator) - asNumber(b, operator);
    case '*':
      return asNumber(a, operator) * asNumber(b, operator);
    case '/':
      return asNumber(a, operator) / asNumber(b, operator);
    case '%':
      return remainder(asNumber(a, operator), asNumber(b, operator));
    default:
      return isOrdered(operator, a, b);
  }
}

/** A comparison with NaN is false, whatever it asks. */
function isOrdered(operator: '<' | '>' | '<=' | '>=', a: Value, b: Value): boolean {
  const areTexts = typeof a === 'string' && typeof b === 'string';
  const [x, y] = areTexts ? [a, b] : [asNumber(a, operator), asNumber(b, operator)];
  if (operator === '<') return x < y;
  if (operator === '>') return x > y;
  return operator === '<=' ? x <= y : x >= y;
}

function remainder(a: number, b: number): number {
  if (!Number.isInteger(a) || !Number.isInteger(b)) fail('% needs whole numbers');
  return b === 0 ? fail('% cannot divide by zero') : a % b;
}

/** Different kinds of value cannot be told equal or not, except that anything may be asked whether it is nil. */
function isSame(a: Value, b: Value): boolean {
  if (a === null || b === null) return a === b;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index]!));
  if (typeof a !== typeof b || typeof a === 'object') fail(`== cannot compare ${kindOf(a)} with ${kindOf(b)}`);
  return a === b;
}

function isIn(item: Value, place: Value): boolean {
  if (isList(place)) return place.some((one) => kindOf(one) === kindOf(item) && isSame(one, item));
  if (isMap(place)) return Object.hasOwn(place, asText(item, 'in'));
  return fail(`in needs a list, has ${kindOf(place)}`);
}

/** An element, counted from the end when the index is negative; a field. */
function at(of: Value, key: Value, optional: boolean): Value {
  if (of === null && optional) return null;
  if (isMap(of)) {
    const name = asText(key, 'a field');
    return Object.hasOwn(of, name) ? of[name]! : null;
  }
  if (!isList(of)) return fail(`cannot look into ${kindOf(of)}`);
  const index = asNumber(key, 'an index');
  if (!Number.isInteger(index)) return fail('an index must be a whole number');
  const place = index < 0 ? of.length + index : index;
  return place >= 0 && place < of.length ? of[place]! : fail(`there is no element ${index}: the result has ${of.length}`);
}
