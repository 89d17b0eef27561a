import type { Kept } from '../../lessons/index.ts';
import { encodeKept } from './address.ts';

/** Browsers take only so many changes of the address in a while; a slider that is dragged makes hundreds. */
const APART_MS = 350;

/** Keeps the address up to what was done last, at once where it can, and never more often than browsers allow. */
export class Keeper {
  #write: (hash: string, kept: Kept) => void;
  #waiting: Kept | null = null;
  #isBusy = false;
  #isClosed = false;

  /** @param write puts it into the address, and wherever else it is to be found again */
  constructor(write: (hash: string, kept: Kept) => void) {
    this.#write = write;
  }

  keep(kept: Kept): void {
    this.#waiting = kept;
    if (!this.#isBusy) void this.#writeAll();
  }

  /** From now on the address belongs to somebody else. */
  close(): void {
    this.#isClosed = true;
  }

  async #writeAll(): Promise<void> {
    this.#isBusy = true;
    for (let kept = this.#waiting; kept !== null; kept = this.#waiting) {
      this.#waiting = null;
      // What does not fit into a link cannot be kept; the lesson goes on.
      const hash = await encodeKept(kept).catch(() => null);
      if (this.#isClosed) return;
      if (hash !== null) this.#write(hash, kept);
      await new Promise((resolve) => setTimeout(resolve, APART_MS));
    }
    this.#isBusy = false;
  }
}
