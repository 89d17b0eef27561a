/** Marks at the foot of a slide how far its figure has come. */
export const markPips = (slide: ParentNode, step: number): void =>
  slide.querySelectorAll('.pips li').forEach((pip, index) => {
    pip.classList.toggle('past', index + 1 < step);
    pip.classList.toggle('here', index + 1 === step);
  });
