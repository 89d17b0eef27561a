import { connect } from '../embed/host/index.ts';
import { markPips } from './pips.ts';

/** A frame that has drawn nothing by then is printed as its poster. */
const PATIENCE_MS = 60_000;

/** Whether the address asks for pages rather than slides, in either of reveal's two ways. */
export const isPrint = (search: string): boolean => /[?&](print-pdf\b|view=print\b)/.test(search);

/**
 * Puts a slide for each chosen step in the place of a slide with a live figure: caption and frame of that step, and nothing that moves.
 * To be done before reveal lays out the pages.
 */
export function spread(root: ParentNode): void {
  for (const slide of root.querySelectorAll<HTMLElement>('section:has(> .figure)')) {
    const steps = [...slide.querySelectorAll<HTMLElement>('[data-step]')].map(({ dataset }) => dataset);
    const chosen = steps.filter(({ print }) => print === 'true');
    // A figure that chooses nothing is shown as it ends.
    slide.replaceWith(...(chosen.length > 0 ? chosen : steps.slice(-1)).map(({ step }) => pageOf(slide, step!)));
  }
}

function pageOf(slide: HTMLElement, step: string): HTMLElement {
  const page = slide.cloneNode(true) as HTMLElement, frame = page.querySelector<HTMLIFrameElement>('iframe[data-address]')!;
  page.id = `${slide.id}-${step}`;
  frame.dataset['address'] += `&theme=print&step=${step}`;
  for (const said of page.querySelectorAll<HTMLElement>('.caption > *')) {
    if (said.dataset['step'] !== step) said.remove();
    else said.classList.remove('fragment');
  }
  markPips(page, Number(step));
  return page;
}

/** Loads the frames of all pages, to be done when reveal has laid them out: a frame that is moved loads anew. Resolves when all are drawn. */
export async function drawn(root: ParentNode): Promise<void> {
  const frames = [...root.querySelectorAll<HTMLIFrameElement>('iframe[data-address]')];
  await Promise.allSettled(
    frames.map(async (frame) => {
      frame.src = frame.dataset['address']!;
      await connect(frame, { timeoutMs: PATIENCE_MS });
      frame.parentElement!.dataset['state'] = 'ready';
    }),
  );
}
