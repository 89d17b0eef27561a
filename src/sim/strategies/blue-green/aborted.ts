import { hasDeadline, setOf, type View } from './state.ts';

/** What becomes of the new set after an abort. Null = it is treated as ever: nothing is aborted, or the preview is to stay for good. */
export type AfterAbort =
  /** Its delay begins, now that stable has everything it should have. */
  | { rule: 'begins'; until: number }
  /** Nothing yet: stable is not whole, or users are still sent to the new set. */
  | { rule: 'waitsForStable' }
  | { rule: 'waits'; until: number }
  | { rule: 'over' };

export function afterAbort(view: View): AfterAbort | null {
  const { status, settings, now, desired } = view;
  const { target, stable } = status;
  if (!status.aborted || stable === null || stable === target || settings.abortScaleDownDelay === null) return null;
  if (status.active === target) return { rule: 'waitsForStable' };
  if (hasDeadline(status, target)) {
    const until = status.deadlines[target]!;
    return until > now ? { rule: 'waits', until } : { rule: 'over' };
  }
  if (setOf(view, stable).available < desired) return { rule: 'waitsForStable' };
  return { rule: 'begins', until: now + settings.abortScaleDownDelay };
}
