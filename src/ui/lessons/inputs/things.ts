/** Marks that fill a scale column by column from left to right, a mark for `each` things. */
export interface Things {
  each: number;
  rows: number;
}

const ROWS = 5, MARKS_MOST = 150;

/** So many marks that they can still be seen one by one, each for a round number of things. */
export function thingsOn(most: number): Things {
  let each = 1;
  for (let i = 0; most / each > MARKS_MOST; i++) each *= i % 3 === 1 ? 2.5 : 2;
  return { each, rows: most / each > 30 ? ROWS : 1 };
}

/** Marks that a number fills; the last one also when it is only begun. */
export const filledBy = (count: number, { each }: Things): number => Math.ceil(count / each);
