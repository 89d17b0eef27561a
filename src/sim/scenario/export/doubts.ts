import { SECOND, toSeconds, type Micros } from '../../kernel/index.ts';
import { formatDuration, plain } from '../../schema/index.ts';

/** Collects why a manifest cannot say what a scenario says, each reason a sentence. */
export class Doubts {
  readonly sentences: string[] = [];

  cannot(sentence: string): void {
    const safe = plain(sentence, 400);
    if (!this.sentences.includes(safe)) this.sentences.push(safe);
  }

  /** A length of time for a field that counts whole seconds. @param field as in the manifest: `minReadySeconds` */
  seconds(length: Micros, field: string): number {
    if (length % SECOND !== 0)
      this.cannot(`The field ${field} counts whole seconds, and here it would be ${formatDuration(length)}.`);
    return toSeconds(length);
  }
}
