export type { Names, Population } from './population.ts';
export { isUnderstood, recogniseQuery, type NotUnderstood, type Reading, type Understood } from './recognise.ts';
