/** What the page can show of a scenario. */
export const VIEWS = [
  { id: 'rehearse', label: 'Rehearse' },
  { id: 'compare', label: 'Compare' },
] as const;

export type View = (typeof VIEWS)[number]['id'];
