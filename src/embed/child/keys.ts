import { NAVIGATION_KEYS } from '../protocol/index.ts';
import { belongsTo, type KeyPress } from '../../ui/player/keys.ts';

/** What becomes of a key that was pressed in the frame: a step, something for the page around, or whatever the browser makes of it. */
export type KeyUse = { do: 'step'; by: -1 | 1 } | { do: 'handBack'; key: (typeof NAVIGATION_KEYS)[number] } | null;

/** Arrows step as far as there are steps; every other key that moves through pages is the host's. With `steps` off, those are as well. */
export function useOf(press: KeyPress, target: Element | null, { step, stepCount, steps }: { step: number; stepCount: number; steps: boolean }): KeyUse {
  if (press.altKey || press.ctrlKey || press.metaKey) return null;
  const key = NAVIGATION_KEYS.find((known) => known === press.key);
  // Escape is everybody's way out; the others belong first to what has focus, be it a button or a table to scroll.
  if (key === undefined || (key !== 'Escape' && (belongsTo(target, press) || isInScroller(target, key)))) return null;
  if (steps && !press.shiftKey && key === 'ArrowRight' && step < stepCount) return { do: 'step', by: 1 };
  if (steps && !press.shiftKey && key === 'ArrowLeft' && step > 0) return { do: 'step', by: -1 };
  return { do: 'handBack', key };
}

const isInScroller = (target: Element | null, key: string): boolean => key !== ' ' && (target?.closest('[role=region][tabindex]') ?? null) !== null;
