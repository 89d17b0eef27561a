/** A fragment as far as a figure is concerned: the step that it stands for, and whether reveal shows it. */
export interface Fragment {
  step: number;
  visible: boolean;
}

/**
 * The step that a slide stands at: the furthest that is shown, 0 before the first. Read anew after every move, never counted up or down,
 * so that no way to a slide can bring its figure out of step.
 */
export const stepOf = (fragments: readonly Fragment[]): number =>
  fragments.reduce((furthest, { step, visible }) => (visible && Number.isSafeInteger(step) ? Math.max(furthest, step) : furthest), 0);

/** The fragments of a slide that stand for steps. */
export const fragmentsOf = (slide: Element): Fragment[] =>
  [...slide.querySelectorAll<HTMLElement>('.fragment[data-step]')].map(({ dataset, classList }) => ({
    step: Number(dataset['step']),
    visible: classList.contains('visible'),
  }));
