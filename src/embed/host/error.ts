/** Why an embed cannot be steered, in a sentence. */
export class EmbedError extends Error {
  override name = 'EmbedError';
}
