import { ticks } from 'd3-array';

/** From values to pixels and back. The libraries' scales also know colours, dates and formats; these are for pages that count every kilobyte. */
export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
  domain(): [from: number, to: number];
  range(): [from: number, to: number];
  /** About so many round values. */
  ticks(count: number): number[];
}

/** With `clamp`, whatever lies outside is brought to the nearest end, both ways. */
export function linear(domain: readonly [number, number], range: readonly [number, number], { clamp = false } = {}): Scale {
  const to = between(domain, range, clamp);
  return Object.assign(to, {
    invert: between(range, domain, clamp),
    domain: (): [number, number] => [...domain],
    range: (): [number, number] => [...range],
    ticks: (count: number): number[] => ticks(...domain, count),
  });
}

/** Tenfold by tenfold, for values above zero; its ticks are the powers of ten. */
export function logarithmic(domain: readonly [number, number], range: readonly [number, number], { clamp = false } = {}): Scale {
  const logs = domain.map(Math.log10) as [number, number], to = between(logs, range, clamp), from = between(range, logs, clamp);
  return Object.assign((value: number): number => to(Math.log10(value)), {
    invert: (pixel: number): number => 10 ** from(pixel),
    domain: (): [number, number] => [...domain],
    range: (): [number, number] => [...range],
    ticks: (): number[] => {
      const first = Math.ceil(logs[0]), count = Math.floor(logs[1]) - first + 1;
      return Array.from({ length: Math.max(0, count) }, (_, i) => 10 ** (first + i));
    },
  });
}

function between([a, b]: readonly [number, number], [c, d]: readonly [number, number], clamp: boolean): (value: number) => number {
  const [least, most] = a < b ? [a, b] : [b, a];
  return (value) => {
    const share = b === a ? 0.5 : ((clamp ? Math.min(most, Math.max(least, value)) : value) - a) / (b - a);
    return c * (1 - share) + d * share;
  };
}
