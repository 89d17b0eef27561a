import type { NavigationKey } from '../embed/host/index.ts';

/** reveal.js knows keys by their old numbers. */
const NUMBERS: Record<NavigationKey['key'], number> = {
  ' ': 32, PageUp: 33, PageDown: 34, End: 35, Home: 36, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Escape: 27, b: 66, '.': 190, f: 70,
};

/** A key that was pressed in a frame and means nothing there goes on to the deck, as if it had been pressed in the deck. */
export const passOn = ({ key, shiftKey }: NavigationKey): void =>
  void document.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: NUMBERS[key], shiftKey, bubbles: true, cancelable: true }));
