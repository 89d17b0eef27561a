import { setOf, type View } from './state.ts';

/** Nothing is left to do: after a rollout the other environments are gone, after an abort users are back and the preview has had its time. */
export function isDone(view: View): boolean {
  const { target, stable, active, aborted } = view.status;
  if (!aborted) return view.sets.every(({ revision, spec }) => revision === target || spec === 0);
  if (active !== stable) return false;
  return setOf(view, target).spec === 0 || target === stable || view.settings.abortScaleDownDelay === null;
}
