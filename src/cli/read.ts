import { open } from 'node:fs/promises';
import type { Io } from './io.ts';

/** More than the parser accepts, so that the parser is the one to refuse; never the whole of an endless file. */
const BYTES_MAX = 1024 * 1024;

/** A file that could not be read; the message is one line for people. */
export class ReadError extends Error {}

/** The name under which a file is told of. */
export const nameOf = (file: string): string => (file === '-' ? '<stdin>' : file);

/** The text of a file, or of standard input for `-`. */
export async function read(file: string, io: Io): Promise<string> {
  if (file === '-') return io.stdin(BYTES_MAX);
  try {
    const handle = await open(file);
    try {
      if ((await handle.stat()).isDirectory()) throw new ReadError('is a directory. Name a file in it.');
      const buffer = Buffer.alloc(BYTES_MAX);
      // A pipe gives a piece at a time.
      for (let size = 0; ;) {
        const { bytesRead } = await handle.read(buffer, size, BYTES_MAX - size, null);
        size += bytesRead;
        if (bytesRead === 0 || size === BYTES_MAX) return textOf(buffer.subarray(0, size));
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof ReadError ? error : new ReadError(reasonOf(error as NodeJS.ErrnoException));
  }
}

/** UTF-8, or the UTF-16 that PowerShell writes behind a byte order mark. */
export const textOf = (bytes: Uint8Array): string =>
  new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);

export function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'no such file. Check the name and the folder.';
  if (code === 'EISDIR') return 'is a directory. Name a file in it.';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read. Check its permissions.';
  return `cannot be read: ${message}.`;
}
