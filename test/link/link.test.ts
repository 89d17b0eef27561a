import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeLink, encodeLink, LINK_MAX } from '../../src/link/link.ts';

const linkTo = (payload: unknown): string => `#s=1.${deflateRawSync(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64url')}`;
const whole = { source: { title: 'Ünïcode — 12 servers', fleet: { replicas: 12 } }, seed: 7, at: 281_000_001 };

describe('a link', () => {
  test('brings back scenario, seed and time to the microsecond', async () => {
    expect(await decodeLink(await encodeLink(whole))).toEqual(whole);
  });
  test('is short', async () => {
    expect((await encodeLink(whole)).length).toBeLessThan(160);
  });
  test('is absent from an address without one', async () => {
    expect(await decodeLink('')).toBeNull();
    expect(await decodeLink('#keys')).toBeNull();
  });
  test('that was cut short says so', async () => {
    const link = await encodeLink(whole);
    await expect(decodeLink(link.slice(0, -20))).rejects.toThrow('damaged');
    await expect(decodeLink('#s=1.')).rejects.toThrow('damaged');
    await expect(decodeLink('#s=1.<script>')).rejects.toThrow('damaged');
  });
  test('of another version says so', async () => {
    await expect(decodeLink('#s=2.abcd')).rejects.toThrow('another version');
    await expect(decodeLink(linkTo({ ...whole, schema: 2 }))).rejects.toThrow('another version');
  });
  test('longer than 64 KiB is not read, nor made', async () => {
    await expect(decodeLink(`#s=1.${'A'.repeat(LINK_MAX)}`)).rejects.toThrow('64 KiB');
    let noise = 1;
    const title = Array.from({ length: 120_000 }, () => String.fromCharCode(33 + ((noise = (noise * 48_271) % 2_147_483_647) % 90))).join('');
    await expect(encodeLink({ ...whole, source: { title } })).rejects.toThrow('too long for a link');
  });
  test('that inflates to 50 MB is stopped at 256 KiB', async () => {
    await expect(decodeLink(linkTo(`{"schema":1,"source":{"title":"${'a'.repeat(50_000_000)}"}}`))).rejects.toThrow('256 KiB');
  });
  test.each([
    ['a list', [1, 2]],
    ['an extra field', { schema: 1, source: {}, seed: 1, at: 0, more: true }],
    ['a missing field', { schema: 1, source: {}, seed: 1 }],
    ['a scenario that is a list', { schema: 1, source: [], seed: 1, at: 0 }],
    ['half a seed', { schema: 1, source: {}, seed: 0.5, at: 0 }],
    ['a negative time', { schema: 1, source: {}, seed: 1, at: -1 }],
    ['a polluting field', '{"schema":1,"source":{"fleet":{"__proto__":{"x":1}}},"seed":1,"at":0}'],
    ['a thousand levels', `{"schema":1,"source":${'{"a":'.repeat(1000)}1${'}'.repeat(1000)},"seed":1,"at":0}`],
    ['30,000 values', { schema: 1, source: { list: Array.from({ length: 30_000 }, () => 0) }, seed: 1, at: 0 }],
  ])('with %s is refused', async (_, payload) => {
    await expect(decodeLink(linkTo(payload))).rejects.toThrow(/link/);
  });
});
