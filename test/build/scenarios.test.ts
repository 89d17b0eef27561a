import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readyArms } from '../../build/ready-arms.ts';
import arms from '../../scenarios/07-bad-release-and-undo/scenario.yaml?arms';
import { build, run, STRATEGIES } from '../../src/sim/index.ts';

test('a page gets every strategy that exists, with its title, simplest first', () => {
  expect(arms.map(({ id, label }) => [id, label])).toEqual(STRATEGIES.map(({ id, title }) => [id, title]));
});

test.each(arms)('what a page gets for $id is what its source says, and plays to the same trace', ({ source, scenario }) => {
  expect(scenario).toEqual(build(source));
  expect(run(scenario).digest).toBe(run(build(source)).digest);
});

test('nothing is lost on the way: a scenario under any strategy is plain data', () => {
  const lossy = readdirSync('scenarios').flatMap((name) =>
    readyArms(`scenarios/${name}/scenario.yaml`, name).flatMap((arm) => {
      try {
        expect(JSON.parse(JSON.stringify(arm))).toStrictEqual(arm);
        return [];
      } catch {
        return [`${name}: ${arm.id}`];
      }
    }),
  );
  expect(lossy).toEqual([]);
});
