import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { clean } from '../clean.ts';
import { CannotPlay } from '../trouble.ts';

/** Where the Redis is that carries a queue, and how to be let in. */
export interface Address {
  host: string;
  port: number;
  isTls: boolean;
  username?: string;
  password?: string;
  /** Number of the database. */
  db: number;
  /** The address for people and logs: without name and password. */
  shown: string;
}

const PORT = 6379;
const LIKE = 'an address such as redis://127.0.0.1:6379 or rediss://:password@queue.example:6379';

/** Where a password may come from, beside the address: a command line can be read by everyone on the machine. */
export const PASSWORD_VARIABLE = 'CUTOVER_QUEUE_PASSWORD';

/**
 * Understands what `--queue` was given.
 * @throws CannotPlay, in words that never hold the password
 */
export function addressOf(text: string, environment: NodeJS.ProcessEnv = process.env): Address {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '')
    throw new CannotPlay([`--queue: it must be ${LIKE}.`]);
  const db = /^\/?(\d{0,4})$/.exec(url.pathname)?.[1];
  if (db === undefined || url.search !== '' || url.hash !== '')
    throw new CannotPlay([`--queue: nothing may follow the port but the number of a database; it must be ${LIKE}.`]);
  const host = url.hostname.replace(/^\[|\]$/g, ''),
    port = url.port === '' ? PORT : Number(url.port),
    username = decoded(url.username),
    password = decoded(url.password) || environment[PASSWORD_VARIABLE];
  return {
    host,
    port,
    isTls: url.protocol === 'rediss:',
    db: Number(db),
    shown: clean(`${url.protocol}//${url.hostname}:${port}${db === '' ? '' : `/${db}`}`),
    ...(username && { username }),
    ...(password && { password }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new CannotPlay(['--queue: a % in its name or password must be written as %25.']);
  }
}

/** Networks that nobody outside can listen to: this machine, and those that routers keep to themselves. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('127.0.0.0', 8);
PRIVATE.addSubnet('10.0.0.0', 8);
PRIVATE.addSubnet('172.16.0.0', 12);
PRIVATE.addSubnet('192.168.0.0', 16);
PRIVATE.addSubnet('169.254.0.0', 16);
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

export const isPrivate = (ip: string): boolean => PRIVATE.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');

/**
 * Plain `redis://` shows passwords, plans and results to everyone on the way, and lets them be changed: it stays within this machine
 * or a private net. A name has to lead to such addresses only.
 * @throws CannotPlay
 */
export async function refuseOpenRoads({ host, isTls, shown }: Address): Promise<void> {
  if (isTls) return;
  const ips = isIP(host) ? [host] : await addressesOf(host, shown);
  if (ips.every(isPrivate)) return;
  throw new CannotPlay([
    `--queue: ${shown} is on a public network, where a plain redis:// can be read and changed on its way. Use rediss://, which is encrypted.`,
  ]);
}

async function addressesOf(host: string, shown: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    throw new CannotPlay([`--queue: ${shown} cannot be found: no machine of this network is called ${clean(host)}.`]);
  }
}
