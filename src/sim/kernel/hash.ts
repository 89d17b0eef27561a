/** A mutable 64-bit fingerprint of a sequence of numbers and strings; same sequence, same fingerprint, on every engine. */
export class Fingerprint {
  // Two lanes of the murmur3 round with different constants; 32 bits alone would collide among a few thousand traces.
  #a = 0x9e3779b9 | 0;
  #b = 0x85ebca6b | 0;

  /** Mixes in one 32-bit integer. */
  word(value: number): this {
    this.#a = mixA(this.#a, value);
    this.#b = mixB(this.#b, value);
    return this;
  }

  /** Mixes in a string, its end included: `ab`, `c` differs from `a`, `bc`. */
  text(value: string): this {
    for (let i = 0; i < value.length; i++) this.word(value.charCodeAt(i));
    return this.word(value.length);
  }

  /** Mixes in the exact bit pattern of every element, and how many there are. All NaN count as one: engines choose their bits. */
  numbers(values: Float64Array | Int32Array | Uint8Array | Uint32Array): this {
    const words = values instanceof Float64Array ? wordsOf(values) : values;
    let a = this.#a,
      b = this.#b;
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      a = mixA(a, word);
      b = mixB(b, word);
    }
    this.#a = a;
    this.#b = b;
    return this.word(words.length);
  }

  /** Two well-mixed 32-bit words. */
  words(): [number, number] {
    return [finish(this.#a ^ this.#b), finish(Math.imul(this.#b, 0x9e3779b1) + this.#a)];
  }

  /** Sixteen hexadecimal digits. */
  hex(): string {
    return this.words()
      .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }
}

function mixA(lane: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const mixed = lane ^ Math.imul(k, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

function mixB(lane: number, value: number): number {
  let k = Math.imul(value, 0x239b961b);
  k = (k << 16) | (k >>> 16);
  const mixed = lane ^ Math.imul(k, 0xab0e9789);
  return (Math.imul((mixed << 17) | (mixed >>> 15), 5) + 0x561ccd1b) | 0;
}

/** The bits of doubles as words, low word first as on every machine that runs a browser; NaN is written in its usual form. */
function wordsOf(values: Float64Array): Int32Array {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  if (!values.some(Number.isNaN)) return words;
  const usual = words.slice();
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    usual[2 * i] = 0;
    usual[2 * i + 1] = 0x7ff80000;
  }
  return usual;
}

/** The final mix of murmur3: every input bit reaches every output bit. */
function finish(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
