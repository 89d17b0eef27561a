/** Where a node stands in the text: offsets of its key (of itself, for entries of lists) and of its value. */
export interface Place {
  key: number;
  value: number;
}

export type Path = readonly (string | number)[];

/** Offsets of every node of one document by path. */
export class Places {
  readonly #byPath = new Map<string, Place>();

  set(path: Path, place: Place): void {
    this.#byPath.set(JSON.stringify(path), place);
  }

  /** Lets what stands at `path` be found at `also` too. */
  alias(also: Path, path: Path): void {
    const place = this.get(path);
    if (place !== undefined) this.set(also, place);
  }

  get(path: Path): Place | undefined {
    return this.#byPath.get(JSON.stringify(path));
  }

  /** The place of a path or, when nothing is written there, of the nearest thing around it. */
  nearest(path: Path): { place: Place; exact: boolean } {
    for (let length = path.length; length >= 0; length--) {
      const place = this.get(path.slice(0, length));
      if (place !== undefined) return { place, exact: length === path.length };
    }
    return { place: { key: 0, value: 0 }, exact: false };
  }
}

/** Turns offsets into lines and columns, both from 1; CRLF, CR and LF each end one line. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) this.#starts.push(index + end.length);
  }

  at(offset: number): { line: number; column: number } {
    let low = 0,
      high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 };
  }
}
