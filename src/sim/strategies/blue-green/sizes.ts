import { setOf, type SetView, type Settings, type Status, type View } from './state.ts';

/** How large the new replica set should be: full, or the preview's size until everything before the switch has passed. */
export function newSize(
  desired: number,
  { previewReplicas }: Pick<Settings, 'previewReplicas'>,
  { target, active, checkpoint, promoteFull }: Pick<Status, 'target' | 'active' | 'checkpoint' | 'promoteFull'>,
): number {
  const isPreview = active !== null && active !== target && !promoteFull && checkpoint !== target;
  return isPreview ? (previewReplicas ?? desired) : desired;
}

/** The new set has the size that it should have for now, and all of it is available. */
export const isReadyForPause = (set: Pick<SetView, 'spec' | 'available'> | null, size: number): boolean =>
  set !== null && set.spec === size && set.available === size;

/** The new set has full size, and all of it is available: only then may users be sent there. */
export const isSaturated = (set: Pick<SetView, 'spec' | 'available'>, desired: number): boolean =>
  set.spec === desired && set.available >= desired;

export const targetIsReady = (view: View): boolean => {
  const set = view.sets.find(({ revision }) => revision === view.status.target) ?? null;
  return isReadyForPause(set, newSize(view.desired, view.settings, view.status));
};

export const targetIsSaturated = (view: View): boolean => isSaturated(setOf(view, view.status.target), view.desired);
