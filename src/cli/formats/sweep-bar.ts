const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A value as a bar of so many columns at most, to an eighth of one; what is there is never nothing. */
export function barOf(value: number, from: number, to: number, columns: number): string {
  if (to <= from) return '';
  const eighths = Math.round(((value - from) / (to - from)) * columns * 8);
  if (eighths === 0) return value > from ? EIGHTHS[1]! : '';
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}
