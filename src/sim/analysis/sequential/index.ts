/** A test that may be looked at as often as one likes: does the next version fail more often than the stable one? */
export { isHarmful, look, NO_EVIDENCE, ODDS_RATIOS, type Arm, type Block, type Evidence } from './evidence.ts';
