import { isMapping } from '../../../schema/index.ts';
import type { Names } from '../../../analysis/index.ts';
import type { Routing } from './routing.ts';

/** What names in queries lead to; those of a baseline are the fresh servers of the stable version that an experiment starts. */
export type QueryNames = Names & { baseline?: readonly string[] };

type Services = { canary: string | null; stable: string | null };

/** What names in queries mean which version: the Services of both sides, and the subsets of a DestinationRule. */
export function namesOfServices({ canary, stable }: Services, { reader }: Pick<Routing, 'reader'>): Names {
  const istio = reader?.raw('istio'),
    rule = isMapping(istio) && isMapping(istio['destinationRule']) ? istio['destinationRule'] : {};
  const texts = (...values: unknown[]): string[] =>
    values.filter((value): value is string => typeof value === 'string' && value !== '');
  return {
    canary: texts(canary, rule['canarySubsetName']),
    stable: texts(stable, rule['stableSubsetName']),
  };
}
