import { didYouMean, show, type Json } from '../../schema/index.ts';
import { ROLLING_UPDATE, STRATEGY } from './known-fields.ts';
import type { Reader, Report } from './reader.ts';

const TYPES = ['RollingUpdate', 'Recreate'];

/** The strategy in the scenario's words; bounds that the manifest leaves out get the API server's default of 25%. */
export type StrategyRead = { kind: 'recreate' } | { kind: 'rolling'; maxSurge: Json; maxUnavailable: Json };

export function readStrategy(spec: Reader, report: Report): StrategyRead {
  const strategy = spec.mapping('strategy', STRATEGY);
  const type = strategy?.text('type') ?? 'RollingUpdate';
  if (!TYPES.includes(type)) {
    report.fault(
      strategy!.at('type'),
      `is ${show(type)} (supported values: "Recreate", "RollingUpdate")`,
      didYouMean(type, TYPES),
    );
  }
  const bounds = strategy?.mapping('rollingUpdate', ROLLING_UPDATE) ?? null;
  if (type === 'Recreate') {
    if (bounds !== null) {
      const message = 'is given together with type Recreate ("may not be specified when strategy `type` is \'Recreate\'")';
      report.fault(bounds.path.slice(), message, 'Remove rollingUpdate, or set type to RollingUpdate.');
    }
    return { kind: 'recreate' };
  }
  const maxSurge = readBound(bounds, 'maxSurge', report),
    maxUnavailable = readBound(bounds, 'maxUnavailable', report);
  if (isZero(maxSurge) && isZero(maxUnavailable)) {
    const message = 'and maxSurge are both 0, so no server could ever be replaced ("may not be 0 when `maxSurge` is 0")';
    report.fault(bounds!.at('maxUnavailable'), message, 'Set one of them to 1 or more.');
    return { kind: 'rolling', maxSurge: '25%', maxUnavailable: '25%' };
  }
  return { kind: 'rolling', maxSurge, maxUnavailable };
}

const isZero = (bound: Json): boolean => bound === 0 || (typeof bound === 'string' && /^0+%$/.test(bound));

function readBound(bounds: Reader | null, key: 'maxSurge' | 'maxUnavailable', report: Report): Json {
  const written = bounds?.raw(key);
  if (bounds === null || written === undefined) return '25%';
  const refuse = (message: string, cure: string): Json => {
    report.fault(bounds.at(key), message, cure);
    return '25%';
  };
  if (typeof written === 'number') {
    if (!Number.isInteger(written))
      return refuse(`is ${show(written)}, and must be a whole number or a whole percentage`, 'Write 1 or 25%.');
    if (written < 0) return refuse(`is ${written} ("must be greater than or equal to 0")`, 'Write 0 or more.');
    return written;
  }
  if (typeof written !== 'string' || !/^\d{1,9}%$/.test(written)) {
    const number = typeof written === 'string' && /^\d{1,9}$/.test(written);
    return refuse(
      `is ${show(written)} ("a valid percent string must be a numeric value followed by an ending '%'")`,
      number ? `Remove the quotes: ${written}.` : 'Write a whole number or a whole percentage such as 25%.',
    );
  }
  const percentage = Number(written.slice(0, -1));
  if (key === 'maxUnavailable' && percentage > 100)
    return refuse(`is ${show(written)} ("must not be greater than 100%")`, 'Write 100% or less.');
  return written;
}
