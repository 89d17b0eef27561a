import { exported, type Unit } from '../sim/index.ts';

/** What stands behind a number; counts and money need nothing. */
const SUFFIXES: Partial<Record<Unit, string>> = { share: '%', duration: ' s', times: '×', serverHours: ' h' };
const DECIMALS_MAX = 4;

/** A mean and the half of its interval, rounded alike. */
export interface Estimate {
  mean: string;
  /** Null where there is no interval. */
  half: string | null;
  /** The unit as it stands behind either: `' s'`, `'%'`, or nothing. */
  suffix: string;
}

/** A mean with the half of its interval, to the digits that the half leaves standing: `42.1 ± 0.8 s`, `1,042 ± 12`. */
export function estimate(unit: Unit, mean: number, half: number | null): string {
  const parts = estimateOf(unit, mean, half);
  return `${parts.mean}${parts.half === null ? '' : ` ± ${parts.half}`}${parts.suffix}`;
}

/** The same in parts. @param mean and half in the engine's units */
export function estimateOf(unit: Unit, mean: number, half: number | null): Estimate {
  const scale = (value: number): number => (unit === 'share' ? value * 100 : exported(unit, value)!);
  const decimals = decimalsOf(scale(mean), half === null ? 0 : scale(half));
  return {
    mean: figure(scale(mean), decimals),
    half: half === null ? null : spreadOf(scale(half), decimals),
    suffix: SUFFIXES[unit] ?? '',
  };
}

/** As many digits as the half leaves standing (it is 2 or more of the last one); without a half, three of the mean. */
function decimalsOf(mean: number, half: number): number {
  if (half === 0 && Number.isInteger(mean)) return 0;
  const [size, enough] = half > 0 ? [half, 2] : [Math.abs(mean), 100];
  let decimals = 0;
  for (let grown = size; grown < enough && decimals < DECIMALS_MAX; grown *= 10) decimals++;
  return decimals;
}

/** Only nothing is 0: what the digits cannot show is less than their last one. */
function spreadOf(half: number, decimals: number): string {
  if (half === 0) return '0';
  const text = figure(half, decimals);
  return !/[1-9]/.test(text) ? `<${text.slice(0, -1)}1` : text;
}

function figure(value: number, decimals: number): string {
  const text = Math.abs(value)
    .toFixed(decimals)
    .replace(/\B(?=(\d{3})+(?:\.|$))(?<!\.\d*)/g, ',');
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
