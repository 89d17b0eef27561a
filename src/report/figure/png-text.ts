/** Signature and IHDR: everything else may come after these. */
const HEAD_BYTES = 33;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * A PNG that says where it comes from: texts by keyword, as the chunks `tEXt` that picture programs show. Letters beyond Latin-1 become question marks.
 * @throws RangeError when the bytes are no PNG
 */
export function withTexts(png: Uint8Array, texts: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  if (png.length < HEAD_BYTES || SIGNATURE.some((byte, place) => png[place] !== byte)) throw new RangeError('these bytes are no PNG');
  const chunks = Object.entries(texts).map(([keyword, text]) => chunkOf('tEXt', latin(`${keyword}\0${text}`))),
    all = new Uint8Array(png.length + chunks.reduce((sum, { length }) => sum + length, 0));
  all.set(png.subarray(0, HEAD_BYTES));
  let at = HEAD_BYTES;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  all.set(png.subarray(HEAD_BYTES), at);
  return all;
}

/** Length, type, data, and a checksum of type and data, all numbers big-endian. */
function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12),
    view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(latin(type), 4);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}

const latin = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => (letter.codePointAt(0)! < 256 ? letter.codePointAt(0)! : 0x3f));

/** The checksum of PNG, bit by bit: texts are short. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
