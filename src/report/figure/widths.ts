/** Widths of letters in ems, a little more than the usual sans-serifs take: a picture that is opened elsewhere may not find its own font. */
const KINDS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|!()[\]{}’‘ ]/, 0.31],
  [/[frt\-–/\\"“”*]/, 0.41],
  [/[mwMW@%—…◆▲▼]/, 0.92],
  [/[A-Z&#]/, 0.72],
  [/[a-z0-9+−±×<>=_~^$?·]/, 0.59],
];

/** How wide a line of text is drawn, in pixels, at most. @param size of the font, in pixels */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) ems += KINDS.find(([kind]) => kind.test(letter))?.[1] ?? 1;
  return ems * size;
}

/** Words in as many lines as it takes; a word that is too long has a line of its own. */
export function linesOf(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
