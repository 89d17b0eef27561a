import { edit, type Json, type Source } from '../../../scenario/index.ts';
import { formatPercent, isMapping } from '../../../schema/index.ts';
import { sharesWith } from '../around.ts';
import { positionOf, type Dial } from '../dial.ts';
import { leafAt } from '../leaves.ts';
import { strategyIn } from './strategy.ts';

const USUAL = ['1%', '2%', '5%', '10%', '20%', '35%', '50%'];

/** Weights of a list of steps, and where each is written. */
interface Weights {
  paths: string[];
  values: number[];
  /** What they add up to. */
  whole: number;
}

/** Where a share is written that is alone and in percent. */
const ALONE: Readonly<Record<string, string>> = { baseline: 'weight', 'ab-test': 'share' };

/** Weights that follow each other; null for a strategy without any. */
function weightsIn(source: Source): Weights | null {
  const { kind, params } = strategyIn(source),
    at = (key: string): string => `strategy.${kind}.${key}`;
  if (kind === 'flagger') {
    const step = params['stepWeight'],
      steps = params['stepWeights'];
    if (typeof step === 'number' && step > 0) return { paths: [at('stepWeight')], values: [step], whole: 100 };
    const values = Array.isArray(steps) ? steps.filter((weight) => typeof weight === 'number') : [];
    return values.length === 0 ? null : { paths: values.map((_, index) => at(`stepWeights.${index}`)), values, whole: 100 };
  }
  if (kind !== 'canary' || !Array.isArray(params['steps'])) return null;
  const found = params['steps'].flatMap((step, index) => {
    const weight = isMapping(step) ? step['setWeight'] : undefined;
    return typeof weight === 'number' ? [{ path: at(`steps.${index}.setWeight`), weight }] : [];
  });
  if (found.length === 0) return null;
  const routing = params['trafficRouting'],
    whole = isMapping(routing) && typeof routing['maxTrafficWeight'] === 'number' ? routing['maxTrafficWeight'] : 100;
  return { paths: found.map(({ path }) => path), values: found.map(({ weight }) => weight), whole };
}

/**
 * The share that meets the new version first. Later weights that would be less than it rise to it, so that the share never shrinks and
 * the steps take as long as before; the others stay.
 */
export const canaryWeight: Dial = {
  id: 'canaryWeight',
  label: 'First weight',
  help: 'Share of requests that meets the new version first; later steps that would be smaller rise to it.',
  kind: 'share',
  refusal(source) {
    const { kind, title } = strategyIn(source);
    if (Object.hasOwn(ALONE, kind) || weightsIn(source) !== null) return null;
    return `${title} gives the new version no first share of requests. Use a canary.`;
  },
  own(source) {
    const { kind } = strategyIn(source),
      weights = weightsIn(source);
    if (weights !== null) return formatPercent(weights.values[0]! / weights.whole);
    return Object.hasOwn(ALONE, kind) ? (leafAt(source, `strategy.${kind}.${ALONE[kind]!}`)?.value ?? null) : null;
  },
  values: (source): Json[] => sharesWith(canaryWeight.own(source), USUAL),
  set(source, value) {
    const { kind } = strategyIn(source);
    if (Object.hasOwn(ALONE, kind)) return edit(source, `strategy.${kind}.${ALONE[kind]!}`, value);
    const weights = weightsIn(source),
      share = positionOf('share', value, source);
    if (weights === null) throw new RangeError(canaryWeight.refusal(source)!);
    const first = Math.round((share ?? NaN) * weights.whole * 1e9) / 1e9;
    if (!Number.isInteger(first))
      throw new RangeError(`weights are whole numbers out of ${weights.whole}, and ${String(value)} is none. A larger maxTrafficWeight allows finer ones.`);
    return weights.paths.reduce(
      (changed, path, index) => edit(changed, path, index === 0 ? first : Math.max(first, weights.values[index]!)),
      source,
    );
  },
};
