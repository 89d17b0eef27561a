import { describe, expect, test } from 'vitest';
import { addressOf, isPrivate, refuseOpenRoads } from '../../src/cli/queue/address.ts';
import { cutover } from './run-main.ts';

describe('the address of a queue', () => {
  test('is understood with all its parts, and shown without name and password', () => {
    expect(addressOf('rediss://me:p%40ss@queue.example:6380/3', {})).toEqual({
      host: 'queue.example',
      port: 6380,
      isTls: true,
      db: 3,
      username: 'me',
      password: 'p@ss',
      shown: 'rediss://queue.example:6380/3',
    });
    expect(addressOf('redis://[::1]', {})).toEqual({ host: '::1', port: 6379, isTls: false, db: 0, shown: 'redis://[::1]:6379' });
  });

  test('may leave the password to the environment, and overrules it', () => {
    const environment = { CUTOVER_QUEUE_PASSWORD: 'quiet' };
    expect(addressOf('redis://localhost', environment).password).toBe('quiet');
    expect(addressOf('redis://:loud@localhost', environment).password).toBe('loud');
  });

  test.each([
    'http://:secret@localhost',
    'secret',
    'redis://',
    'redis://:secret@localhost:99999',
    'redis://:secret@localhost/0?tls=false',
    'redis://:secret@localhost/zero',
    'redis://:secret%ZZ@localhost',
  ])('%s is refused in words that do not repeat it', async (address) => {
    const { code, out, err } = await cutover(['worker', '--queue', address]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^--queue: [^\n]*\.\n$/);
    expect(err).not.toContain('secret');
  });

  test('is private on this machine and on networks that routers keep to themselves', () => {
    const inside = [
      '127.0.0.1',
      '127.9.9.9',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '::1',
      'fd00::1',
      'fe80::1',
    ];
    const outside = ['8.8.8.8', '172.32.0.1', '172.15.255.255', '192.169.0.1', '11.0.0.1', '100.64.0.1', '2001:db8::1', '::'];
    expect(inside.filter((ip) => !isPrivate(ip))).toEqual([]);
    expect(outside.filter(isPrivate)).toEqual([]);
    expect([isPrivate('::ffff:10.0.0.1'), isPrivate('::ffff:8.8.8.8')]).toEqual([true, false]);
  });

  test('on a public network has to be encrypted', async () => {
    await expect(refuseOpenRoads(addressOf('redis://:secret@192.0.2.1', {}))).rejects.toThrow(
      '--queue: redis://192.0.2.1:6379 is on a public network, where a plain redis:// can be read and changed on its way. Use rediss://, which is encrypted.',
    );
    await expect(refuseOpenRoads(addressOf('rediss://192.0.2.1', {}))).resolves.toBeUndefined();
    await expect(refuseOpenRoads(addressOf('redis://localhost', {}))).resolves.toBeUndefined();
  });
});

test('a queue that nobody answers at is told in one sentence', async () => {
  expect(await cutover(['worker', '--queue', 'redis://:secret@127.0.0.1:1'])).toEqual({
    code: 2,
    out: '',
    err: '--queue: redis://127.0.0.1:1 cannot be reached (ECONNREFUSED). Is redis-server running there, and is the address right?\n',
  });
});
