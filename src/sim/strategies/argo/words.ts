/** `5 %`, or `50 of 1000` where weights are not out of a hundred. */
export const weightOf = (weight: number, max: number): string => (max === 100 ? `${weight} %` : `${weight} of ${max}`);

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(count: number): string {
  const teen = Math.floor((count % 100) / 10) === 1;
  const end = teen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${end}`;
}
