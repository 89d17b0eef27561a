import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/sim/kernel/index.ts';

/** xoroshiro128+ as its authors publish it (Blackman and Vigna, shifts 24, 16, 37), in unbounded integers. */
class Reference {
  constructor(
    private s0: bigint,
    private s1: bigint,
  ) {}

  next(): bigint {
    const result = BigInt.asUintN(64, this.s0 + this.s1),
      mixed = this.s1 ^ this.s0;
    this.s0 = rotl(this.s0, 24n) ^ mixed ^ BigInt.asUintN(64, mixed << 16n);
    this.s1 = rotl(mixed, 37n);
    return result;
  }
}

const rotl = (word: bigint, by: bigint): bigint => BigInt.asUintN(64, word << by) | (word >> (64n - by));

describe('the generator', () => {
  // First outputs of the authors' C program from the state (1, 2), as other implementations publish them too.
  const PUBLISHED = [
    3n,
    412333834243n,
    2360170716294286339n,
    9295852285959843169n,
    2797080929874688578n,
    6019711933173041966n,
    3076529664176959358n,
    3521761819100106140n,
    7493067640054542992n,
    920801338098114767n,
  ];

  test('agrees with the published vectors', () => {
    const reference = new Reference(1n, 2n),
      generator = xoroshiro128plusFromState([0, 1, 0, 2]);
    expect(PUBLISHED.map(() => reference.next())).toEqual(PUBLISHED);
    expect(PUBLISHED.map(() => generator.next())).toEqual(PUBLISHED.map((word) => Number(BigInt.asIntN(32, word))));
  });

  test('agrees with the reference over ten thousand outputs from a state with all bits in play', () => {
    const reference = new Reference(0xdeadbeefcafef00dn, 0x0123456789abcdefn);
    const generator = xoroshiro128plusFromState([0xdeadbeef | 0, 0xcafef00d | 0, 0x01234567, 0x89abcdef | 0]);
    const outputs = Array.from({ length: 10_000 }, () => generator.next());
    expect(outputs).toEqual(Array.from({ length: 10_000 }, () => Number(BigInt.asIntN(32, reference.next()))));
  });
});

const take = (seed: number, name: string, count: number): number[] => {
  const stream = new Random(seed).stream(name);
  return Array.from({ length: count }, stream);
};

describe('a named stream', () => {
  test('is the same for the same seed and name, today and on every engine', () => {
    expect(take(7, 'arrivals', 3)).toEqual(take(7, 'arrivals', 3));
    expect(take(7, 'arrivals', 3)).toEqual([0.7066021045157764, 0.5345026921365071, 0.9958072626676909]);
  });

  test('does not depend on which streams were made or used before', () => {
    const random = new Random(7);
    const boot = random.stream('boot/v2/3');
    Array.from({ length: 100 }, random.stream('arrivals'));
    expect([boot(), boot()]).toEqual(take(7, 'boot/v2/3', 2));
  });

  test('differs by name and by every bit of the seed', () => {
    const firsts = [
      take(7, 'boot/v2/3', 1),
      take(7, 'boot/v2/30', 1),
      take(7, 'boot/v23/', 1),
      take(7, '', 1),
      take(8, 'boot/v2/3', 1),
      take(7 + 2 ** 32, 'boot/v2/3', 1),
      take(7.5, 'boot/v2/3', 1),
      take(-7, 'boot/v2/3', 1),
      take(0, '', 1),
    ].flat();
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  const MILLION = 1_000_000;
  // Two-sided 99.9 % bounds throughout; 3.2905 standard errors for what is normally distributed.
  const BOUND = 3.2905;
  /** For 99 degrees of freedom. */
  const CHI_SQUARE = { least: 59.13, most: 151.93 };

  test('stays clear of 0 and 1, with the mean and variance of a uniform', () => {
    let sum = 0,
      squares = 0,
      least = 1,
      most = 0;
    const stream = new Random(1).stream('moments');
    for (let i = 0; i < MILLION; i++) {
      const u = stream();
      sum += u;
      squares += (u - 0.5) * (u - 0.5);
      least = Math.min(least, u);
      most = Math.max(most, u);
    }
    expect(least).toBeGreaterThan(0);
    expect(most).toBeLessThan(1);
    expect(Math.abs(sum / MILLION - 1 / 2)).toBeLessThan(BOUND * Math.sqrt(1 / 12 / MILLION));
    expect(Math.abs(squares / MILLION - 1 / 12)).toBeLessThan(BOUND * Math.sqrt(1 / 180 / MILLION));
  });

  test('fills a hundred bins evenly, neither too well nor too badly (chi-square)', () => {
    const stream = new Random(1).stream('bins'),
      bins = new Array<number>(100).fill(0);
    for (let i = 0; i < MILLION; i++) bins[Math.floor(stream() * 100)]!++;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeGreaterThan(CHI_SQUARE.least);
    expect(chiSquare).toBeLessThan(CHI_SQUARE.most);
  });

  test('is uncorrelated with its own next draw and with its neighbour by name', () => {
    const random = new Random(1),
      one = random.stream('boot/v1/1'),
      two = random.stream('boot/v1/2');
    let previous = one() - 0.5,
      serial = 0,
      cross = 0;
    for (let i = 0; i < MILLION; i++) {
      const u = one() - 0.5,
        v = two() - 0.5;
      serial += u * previous;
      cross += u * v;
      previous = u;
    }
    expect(Math.abs(serial / MILLION)).toBeLessThan((BOUND / 12) * Math.sqrt(1 / MILLION));
    expect(Math.abs(cross / MILLION)).toBeLessThan((BOUND / 12) * Math.sqrt(1 / MILLION));
  });

  test('draws ten thousand different first values under ten thousand seeds, evenly (chi-square)', () => {
    const bins = new Array<number>(100).fill(0),
      firsts = new Set<number>();
    for (let seed = 1; seed <= 10_000; seed++) {
      const [first] = take(seed, 'arrivals', 1);
      firsts.add(first!);
      bins[Math.floor(first! * 100)]!++;
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
    expect(firsts.size).toBe(10_000);
    expect(chiSquare).toBeGreaterThan(CHI_SQUARE.least);
    expect(chiSquare).toBeLessThan(CHI_SQUARE.most);
  });
});
