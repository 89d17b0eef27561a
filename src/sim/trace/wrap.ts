/** Columns of a line of text for a terminal. */
export const LINE_WIDTH = 160;

/** Breaks pieces of text into lines of at most `width` characters, at spaces; a longer word stands out rather than being cut. */
export function wrap<P extends { text: string }>(pieces: readonly P[], width: number): P[][] {
  const text = pieces.map((piece) => piece.text).join('');
  return rows(text, width).map(([from, to]) => cut(pieces, from, to));
}

/** Where the lines begin and end; the spaces between them belong to none. */
function rows(text: string, width: number): [from: number, to: number][] {
  const found: [number, number][] = [];
  let from = 0;
  while (text.length - from > width) {
    const fitting = text.lastIndexOf(' ', from + width);
    const to = fitting > from ? fitting : text.indexOf(' ', from + width);
    if (to < 0) break;
    found.push([from, to]);
    from = to + 1;
  }
  return [...found, [from, text.length]];
}

function cut<P extends { text: string }>(pieces: readonly P[], from: number, to: number): P[] {
  let before = 0;
  return pieces.flatMap((piece) => {
    const text = piece.text.slice(Math.max(0, from - before), Math.max(0, to - before));
    before += piece.text.length;
    return text === '' ? [] : [{ ...piece, text }];
  });
}
