/** Results that cannot be used; the message is one sentence or two for people, with the cure where there is one. */
export class ResultsProblem extends Error {
  override name = 'ResultsProblem';
}
