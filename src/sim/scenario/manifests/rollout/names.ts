import { isMapping } from '../../../schema/index.ts';
import type { Names } from '../../../analysis/index.ts';
import type { Routing } from './routing.ts';

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
