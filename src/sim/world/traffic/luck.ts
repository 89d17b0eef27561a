/**
 * The luck of one attempt of a request, a number in (0, 1). The first attempt has the number drawn on arrival; each further one has
 * a number mixed from it, as good as drawn anew, so that a retry meets the bug as often as anybody, may be sent elsewhere, and no
 * stream is touched whose next number would be another request's.
 *
 * @param drawn the number drawn when the request arrived
 * @param retry 0 for the first attempt, 1 for its first retry
 */
export function luckOfAttempt(drawn: number, retry: number): number {
  if (retry === 0) return drawn;
  // The leading 32 bits, the next 21, and the number of the retry go through two rounds of a well-known integer mix.
  const scaled = drawn * 2 ** 32,
    high = Math.floor(scaled);
  let h = Math.imul(high ^ Math.imul(retry, 0x9e3779b1), 0x85ebca6b) ^ Math.floor((scaled - high) * 2 ** 21);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h ^= h >>> 16;
  return ((h >>> 0) + 0.5) / 2 ** 32;
}
