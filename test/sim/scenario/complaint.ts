import { parse, ScenarioError } from '../../../src/sim/scenario/index.ts';

/** Everything that is wrong with a text, one line each; the text was expected to be wrong. */
export function complaint(text: string, file = 'f.yaml'): string {
  try {
    parse(text, { file });
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}
