/** A mutable 64-bit fingerprint of a sequence of numbers and strings; same sequence, same fingerprint, on every engine. */
export class Fingerprint {
  #a = 0x9e3779b9 | 0;
  #b = 0x85ebca6b | 0;

  /** Mixes in one 32-bit integer. */
  word(value: number): this {
    // Two lanes of the murmur3 round with different constants; 32 bits alone would collide among a few thousand traces.
    let k = Math.imul(value | 0, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    this.#a ^= Math.imul(k, 0x1b873593);
    this.#a = (Math.imul((this.#a << 13) | (this.#a >>> 19), 5) + 0xe6546b64) | 0;
    let l = Math.imul(value | 0, 0x239b961b);
    l = (l << 16) | (l >>> 16);
    this.#b ^= Math.imul(l, 0xab0e9789 | 0);
    this.#b = (Math.imul((this.#b << 17) | (this.#b >>> 15), 5) + 0x561ccd1b) | 0;
    return this;
  }

  text(value: string): this {
    for (let i = 0; i < value.length; i++) this.word(value.charCodeAt(i));
    return this.word(value.length);
  }

  /** Mixes in the exact bit pattern of every element. */
  numbers(values: Float64Array | Int32Array | Uint8Array | Uint32Array): this {
    const words = values instanceof Float64Array ? new Int32Array(values.buffer, values.byteOffset, values.length * 2) : values;
    for (let i = 0; i < words.length; i++) this.word(words[i]!);
    return this.word(words.length);
  }

  /** Two well-mixed 32-bit words. */
  words(): [number, number] {
    return [finish(this.#a ^ this.#b), finish(Math.imul(this.#b, 0x9e3779b1) + this.#a)];
  }

  /** Sixteen hexadecimal digits. */
  hex(): string {
    return this.words().map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

/** The final mix of murmur3: every input bit reaches every output bit. */
function finish(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
