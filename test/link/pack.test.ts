import { expect, test } from 'vitest';
import { pack, unpack, type LinkKind } from '../../src/link/pack.ts';

const NOTE: LinkKind = { letter: 'n', schema: 3, tooLong: 'This note is too long for a link.' };

test('a text comes back from its link', async () => {
  const hash = await pack(NOTE, '{"text":"grün"}');
  expect(hash).toMatch(/^#n=3\.[\w-]+$/);
  expect(await unpack(NOTE, hash)).toBe('{"text":"grün"}');
});

test('a link of another kind is none of this kind', async () => {
  expect(await unpack({ ...NOTE, letter: 's' }, await pack(NOTE, 'x'))).toBeNull();
});

test('a link of another version says so', async () => {
  await expect(unpack({ ...NOTE, schema: 4 }, await pack(NOTE, 'x'))).rejects.toThrow('another version');
});

test('what is too long says what it is', async () => {
  await expect(pack(NOTE, 'x'.repeat(256 * 1024 + 1))).rejects.toThrow('This note is too long for a link.');
});
