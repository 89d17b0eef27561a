/** Lets through so many in any second, and drops the rest. */
export class Rate {
  #taken: number[] = [];
  readonly #most: number;

  constructor(mostPerSecond: number) {
    this.#most = mostPerSecond;
  }

  /** @param now milliseconds, never going back */
  admits(now: number): boolean {
    this.#taken = this.#taken.filter((at) => at > now - 1000);
    if (this.#taken.length >= this.#most) return false;
    this.#taken.push(now);
    return true;
  }
}
