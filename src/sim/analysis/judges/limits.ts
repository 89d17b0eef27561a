import type { Limits } from './prober.ts';

interface Bounds {
  low: number | null;
  high: number | null;
}

/**
 * The bounds that simple conditions set on a value: `result[0] >= 0.97 && result[0] <= 0.99`, with or without guards against a value that
 * is missing (`isNaN(result[0]) || …`). Where a condition says anything else, it is only quoted. A failure condition alone sets the bounds of success, which is its opposite.
 */
export function limitsOf(success: string | null, failure: string | null): Limits {
  const condition = [success && `success: ${success}`, failure && `failure: ${failure}`].filter(Boolean).join('; ');
  const within = success === null ? null : boundsOf(success, '&&', 'within'),
    beyond = failure === null ? null : boundsOf(failure, '||', 'beyond');
  const succeeds = within ?? (success === null ? beyond : null),
    fails = success === null ? null : beyond;
  return {
    condition,
    atLeast: succeeds?.low ?? null,
    atMost: succeeds?.high ?? null,
    failsBelow: fails?.low ?? null,
    failsAbove: fails?.high ?? null,
  };
}

/** What templates say of a value that is no number, beside the bounds of one that is. */
const GUARD = String.raw`(?:!?\s*is(?:NaN|Inf)\(\s*result(?:\[0\])?\s*\)|len\(\s*result\s*\)\s*(?:==|!=|>)\s*0)`,
  GUARD_BEFORE = new RegExp(String.raw`${GUARD}\s*(?:\|\||&&)`, 'g'),
  GUARD_BEHIND = new RegExp(String.raw`(?:\|\||&&)\s*${GUARD}`, 'g');

/** Null unless every part is a plain comparison of the value with a number. */
function boundsOf(condition: string, joint: '&&' | '||', holds: 'within' | 'beyond'): Bounds | null {
  const bounds: Bounds = { low: null, high: null };
  for (const part of condition.replaceAll(GUARD_BEFORE, '').replaceAll(GUARD_BEHIND, '').split(joint)) {
    const found = /^\s*result(?:\[0\])?\s*(<=?|>=?)\s*(\d+(?:\.\d+)?)\s*$/.exec(part);
    if (found === null) return null;
    // `result < 0.05` bounds from above what is within, and from below what is beyond.
    if (found[1]!.startsWith('<') === (holds === 'within')) bounds.high = Number(found[2]);
    else bounds.low = Number(found[2]);
  }
  return bounds;
}
