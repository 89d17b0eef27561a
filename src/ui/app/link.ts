import type { Source } from '../../sim/index.ts';

/** Everything needed to show exactly this again. */
export interface Linked {
  source: Source;
  seed: number;
  /** Simulated seconds. */
  atSeconds: number;
}

/** Why a link cannot be opened or made, in a sentence for the reader. */
export class LinkError extends Error {
  override name = 'LinkError';
}

const VERSION = '1';
/** Longest link that is made or opened. */
export const LINK_MAX = 64 * 1024;
/** Past this, some chat programs cut a link. */
export const LINK_COMFORTABLE = 4 * 1024;
const INFLATED_MAX = 256 * 1024;
const SEED_MAX = 4_294_967_295;

/** `#s=1.…`: version, then base64url of the deflated JSON. Throws LinkError when it would be too long. */
export async function encodeLink({ source, seed, atSeconds }: Linked): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify({ scenario: source, seed, at: atSeconds }));
  const deflated = await readAll(streamOf(json).pipeThrough(new CompressionStream('deflate-raw')), INFLATED_MAX);
  const hash = `#s=${VERSION}.${toBase64Url(deflated)}`;
  if (json.length > INFLATED_MAX || hash.length > LINK_MAX) {
    throw new LinkError('This scenario is too long for a link. Download it as a file instead.');
  }
  return hash;
}

/** Reads what `encodeLink` wrote; null when the address carries no link at all. Trusts nothing in it. */
export async function decodeLink(hash: string): Promise<Linked | null> {
  if (!hash.startsWith('#s=')) return null;
  if (hash.length > LINK_MAX) throw new LinkError('The link is longer than 64 KiB.');
  const [, version, body] = /^#s=([^.]*)\.(.*)$/s.exec(hash) ?? [];
  if (version !== VERSION) throw new LinkError('The link was made by another version of Cutover.');
  if (body === undefined || !/^[A-Za-z0-9_-]+$/.test(body)) throw new LinkError('The link is damaged: part of it is missing or altered.');
  return shaped(await inflated(fromBase64Url(body)));
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  let json: Uint8Array;
  try {
    json = await readAll(streamOf(bytes).pipeThrough(new DecompressionStream('deflate-raw')), INFLATED_MAX);
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError('The link is damaged: part of it is missing or altered.');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    throw new LinkError('The link is damaged: it does not hold a scenario.');
  }
}

/** Exactly the fields that we write; the scenario in it is checked when it is built, under the same caps as a file. */
function shaped(value: unknown): Linked {
  if (!isMap(value) || Object.keys(value).sort().join() !== 'at,scenario,seed') throw new LinkError('The link does not hold a scenario, a seed and a time.');
  const { scenario, seed, at } = value;
  if (!isMap(scenario)) throw new LinkError('The link does not hold a scenario.');
  if (!Number.isInteger(seed) || (seed as number) < 0 || (seed as number) > SEED_MAX) throw new LinkError('The seed in the link is not a whole number.');
  if (typeof at !== 'number' || !Number.isFinite(at) || at < 0) throw new LinkError('The time in the link is not a number of seconds.');
  return { source: scenario as Source, seed: seed as number, atSeconds: at };
}

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const streamOf = (bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });

/** Reads a stream to its end, or until it has given too much: a short link can hold gigabytes. */
async function readAll(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    length += step.value.length;
    if (length > most) {
      void reader.cancel().catch(() => undefined);
      throw new LinkError('The link holds more than 256 KiB.');
    }
    chunks.push(step.value);
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  } catch {
    throw new LinkError('The link is damaged: part of it is missing or altered.');
  }
}
