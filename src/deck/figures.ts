import type { RevealApi } from 'reveal.js';
import { Figure } from './figure.ts';
import { markPips } from './pips.ts';
import { fragmentsOf, stepOf } from './step.ts';

/** Slides ahead and behind whose figures are loaded at once; the others follow one by one, so that a talk needs no network later. */
const NEAR = 2;

/** Lets the fragments of a deck drive its figures: reveal's own next and back, jumps, the overview and the progress bar all just work. */
export function drive(deck: RevealApi, root: ParentNode): void {
  const figures = [...root.querySelectorAll<HTMLIFrameElement>('iframe[data-address]')].map((frame) => new Figure(frame));
  const distance = ({ slide }: Figure): number => Math.abs(deck.getIndices(slide).h - deck.getIndices().h);

  const follow = (): void => {
    for (const figure of figures) {
      if (distance(figure) <= NEAR) void figure.load();
      const step = stepOf(fragmentsOf(figure.slide));
      figure.show(step, figure.slide === deck.getCurrentSlide());
      markPips(figure.slide, step);
    }
  };
  for (const moved of ['slidechanged', 'fragmentshown', 'fragmenthidden']) deck.on(moved, follow);
  // Seen from afar nobody is in a frame, by whichever way the overview was asked for.
  deck.on('overviewshown', () => { for (const figure of figures) figure.leave(); });
  follow();
  void loadAll([...figures].sort((a, b) => distance(a) - distance(b)));
}

async function loadAll(figures: readonly Figure[]): Promise<void> {
  for (const figure of figures) await figure.load();
}
