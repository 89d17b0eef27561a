/** Marks how far the figure of a slide has come: at its foot, and among the words that stand for a figure that is not drawn. */
export function markPips(slide: ParentNode, step: number): void {
  for (const list of slide.querySelectorAll('.pips, .poster ol'))
    [...list.children].forEach((item, index) => {
      item.classList.toggle('past', index + 1 < step);
      item.classList.toggle('here', index + 1 === step);
    });
}
