import { LinkProblem } from '../sim/index.ts';

/** Longest link that is made or opened. */
export const LINK_MAX = 64 * 1024;
/** Past this, some chat programs cut a link. */
export const LINK_COMFORTABLE = 4 * 1024;
const INFLATED_MAX = 256 * 1024;
/** What is said of a link that has lost something on its way. */
export const DAMAGED = 'The link is damaged: part of it is missing or altered.';

/** What kind of thing a link holds, as the letter before its first `=`, and the version of its form. */
export interface LinkKind {
  letter: string;
  schema: number;
  /** What is said of a thing that does not fit into a link. */
  tooLong: string;
}

/** `#s=1.…`: letter and version, then base64url of the deflated text. Throws LinkProblem when it would be too long. */
export async function pack({ letter, schema, tooLong }: LinkKind, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > INFLATED_MAX) throw new LinkProblem(tooLong);
  const deflated = await readAll(streamOf(bytes).pipeThrough(new CompressionStream('deflate-raw')));
  const hash = `#${letter}=${schema}.${toBase64Url(deflated)}`;
  if (hash.length > LINK_MAX) throw new LinkProblem(tooLong);
  return hash;
}

/** The text that `pack` was given; null when the address carries no link of this kind. Throws LinkProblem, and trusts nothing in it. */
export async function unpack({ letter, schema }: LinkKind, hash: string): Promise<string | null> {
  const start = `#${letter}=`;
  if (!hash.startsWith(start)) return null;
  if (hash.length > LINK_MAX) throw new LinkProblem('The link is longer than 64 KiB.');
  const [, version, body] = /^([^.]*)\.(.*)$/s.exec(hash.slice(start.length)) ?? [];
  if (version !== String(schema)) throw new LinkProblem('The link was made by another version of Cutover.');
  if (body === undefined || !/^[A-Za-z0-9_-]+$/.test(body)) throw new LinkProblem(DAMAGED);
  return inflated(fromBase64Url(body));
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readAll(streamOf(bytes).pipeThrough(new DecompressionStream('deflate-raw'))));
  } catch (error) {
    throw error instanceof LinkProblem ? error : new LinkProblem(DAMAGED);
  }
}

const streamOf = (bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });

/** Reads a stream to its end, or until it has given too much: a short link can hold gigabytes. */
async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    length += step.value.length;
    if (length > INFLATED_MAX) {
      void reader.cancel().catch(() => undefined);
      throw new LinkProblem('The link holds more than 256 KiB.');
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
    throw new LinkProblem(DAMAGED);
  }
}
