import type { Plan, Row } from '../../sim/index.ts';
import { clean } from '../clean.ts';
import { playHere } from '../executors/serial.ts';
import { CannotPlay } from '../trouble.ts';
import { ANSWER_TEXT_MOST, readAnswer } from './answers.ts';
import type { Line, Sent } from './line.ts';
import { inWords } from './shards.ts';
import { spotCheck } from './spot-check.ts';

/**
 * Collects answers to shards of a plan: whoever reaches Redis can leave one, so that the rows have to be those that the plan asks for,
 * and the runs that we play again must come out alike.
 */
export function believer({ redis, shown }: Line, plan: Plan): (sent: Sent) => Promise<readonly Row[]> {
  const check = spotCheck(plan);

  /** @throws CannotPlay */
  return async ({ shard, answerAt }) => {
    const { from } = shard;
    let by = 'someone';
    try {
      if ((await redis.strlen(answerAt)) > ANSWER_TEXT_MOST) throw new RangeError('it is too long');
      const answer = readAnswer((await redis.get(answerAt)) ?? '', plan, shard);
      by = answer.by;
      if ('cannot' in answer.of) {
        const { cannot } = answer.of;
        // When it is true, this says why in words of our own.
        playHere(plan, { from: cannot, to: cannot + 1 });
        throw new RangeError(`run ${cannot + 1} can be played, and it says that it cannot`);
      }
      const { rows } = answer.of,
        place = check(by, rows, from);
      if (place !== null) throw new RangeError(`run ${from + place + 1} comes out otherwise when it is played here`);
      return rows;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new CannotPlay([
        `The answer of ${clean(by)} at ${shown} to ${inWords(shard)} cannot be right: ${error.message}. See that every worker there is an unaltered Cutover of this version.`,
      ]);
    }
  };
}
