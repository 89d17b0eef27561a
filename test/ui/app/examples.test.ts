import { expect, test } from 'vitest';
import { parse, run } from '../../../src/sim/index.ts';
import { EXAMPLES } from '../../../src/ui/app/examples/index.ts';

test.each(EXAMPLES)('the example of a $label is read whole, and its release ends well', ({ text, file }) => {
  const { scenario, notes } = parse(text, { file });
  expect(notes.filter(({ kind }) => kind === 'notModelled')).toEqual([]);
  const states = run(scenario).facts.flatMap((fact) => (fact.type === 'rollout.state' ? [fact.state] : []));
  expect(states.at(-1)).toMatch(/^(complete|succeeded|done)/);
});
