export { quantileOfSorted, sampleOf, type Sample } from './moments.ts';
export { FREEDOM_MIN, normalQuantile, studentQuantile } from './student.ts';
export { proportionOf, type Proportion } from './proportion.ts';
