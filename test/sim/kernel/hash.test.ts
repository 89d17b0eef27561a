import { describe, expect, test } from 'vitest';
import { Fingerprint } from '../../../src/sim/kernel/index.ts';

describe('a fingerprint', () => {
  test('is the same on every engine and in every release', () => {
    expect(new Fingerprint().hex()).toBe('db6e264e0416c2e5');
    expect(new Fingerprint().word(1).hex()).toBe('b1d4497c9a37b401');
    expect(new Fingerprint().text('rolling update').hex()).toBe('d6bed7e6730ccced');
    expect(new Fingerprint().numbers(Float64Array.of(0, 1, -1.5, 1e300)).hex()).toBe('6c7943447ce81892');
    expect(
      new Fingerprint()
        .numbers(Int32Array.of(-1, 0, 2_147_483_647))
        .text('é😀')
        .hex(),
    ).toBe('07fc58c2de421d15');
  });

  test('changes with every bit of a word, and half of its own bits with it', () => {
    const zero = bits(new Fingerprint().word(0)),
      changed: number[] = [];
    for (let bit = 0; bit < 32; bit++) changed.push(differing(zero, bits(new Fingerprint().word(1 << bit))));
    // 64 fair coins: fewer than 12 or more than 52 heads come once in a million times.
    expect(Math.min(...changed)).toBeGreaterThanOrEqual(12);
    expect(Math.max(...changed)).toBeLessThanOrEqual(52);
  });

  test('tells order, boundaries, lengths, signs and the last bit of a double apart', () => {
    const prints = [
      new Fingerprint().word(1).word(2),
      new Fingerprint().word(2).word(1),
      new Fingerprint().text('ab').text('c'),
      new Fingerprint().text('a').text('bc'),
      new Fingerprint().text('abc'),
      new Fingerprint().text(''),
      new Fingerprint().numbers(new Uint8Array(0)).numbers(new Uint8Array(1)),
      new Fingerprint().numbers(new Uint8Array(1)).numbers(new Uint8Array(0)),
      new Fingerprint().numbers(Float64Array.of(0)),
      new Fingerprint().numbers(Float64Array.of(-0)),
      new Fingerprint().numbers(Float64Array.of(0.1 + 0.2)),
      new Fingerprint().numbers(Float64Array.of(0.3)),
    ].map((print) => print.hex());
    expect(new Set(prints).size).toBe(prints.length);
  });

  test('never collides over two hundred thousand neighbouring inputs', () => {
    const prints = new Set<string>();
    for (let i = 0; i < 200_000; i++) prints.add(new Fingerprint().text(`boot/v2/${i}`).hex());
    expect(prints.size).toBe(200_000);
  });

  test('takes all NaN for one, whatever bits the engine gave them', () => {
    const other = new Float64Array(2),
      words = new Uint32Array(other.buffer);
    words.set([0x1234, 0xfff80000, 0, 0x3ff00000]);
    const one = new Fingerprint().numbers(Float64Array.of(NaN, 1)).hex();
    expect(new Fingerprint().numbers(other).hex()).toBe(one);
    expect([...words]).toEqual([0x1234, 0xfff80000, 0, 0x3ff00000]);
    expect(new Fingerprint().numbers(Float64Array.of(Infinity, 1)).hex()).not.toBe(one);
  });

  test('of a view looks at the view alone', () => {
    const all = Float64Array.of(1, 2, 3, 4);
    expect(new Fingerprint().numbers(all.subarray(1, 3)).hex()).toBe(new Fingerprint().numbers(Float64Array.of(2, 3)).hex());
  });
});

const bits = (print: Fingerprint): bigint => BigInt(`0x${print.hex()}`);
const differing = (a: bigint, b: bigint): number => (a ^ b).toString(2).replaceAll('0', '').length;
