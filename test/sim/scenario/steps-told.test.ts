import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../../../src/sim/run.ts';
import { parse } from '../../../src/sim/scenario/index.ts';
import type { Fact } from '../../../src/sim/trace/index.ts';

/** What has happened by each step of a scenario, at the seed that its steps are written for. */
function told(name: string): { name: string; has: (what: string, times: number) => boolean }[] {
  const { scenario } = parse(readFileSync(`scenarios/${name}/scenario.yaml`, 'utf8'));
  const { facts } = run(scenario, { seed: 1 });
  const said = (fact: Fact): string => [fact.type, 'revision' in fact ? fact.revision : '', 'state' in fact ? fact.state : ''].filter(Boolean).join(' ');
  return scenario.steps.map((step) => ({
    name: step.name,
    has: (what, times) => facts.filter((fact) => fact.at > 0 && fact.at <= step.at && said(fact) === what).length === times,
  }));
}

test('the update that loses requests shows at each step what the step says', () => {
  const [more, stops, knock, heard, pager, success] = told('04-rolling-termination-race');
  expect(more!.has('replica.starting v2', 1) && more!.has('replica.terminating v1', 0)).toBe(true);
  expect(stops!.has('replica.ready v2', 1) && stops!.has('replica.stopping v1', 1) && stops!.has('replica.gone v1', 0)).toBe(true);
  expect(knock!.has('replica.gone v1', 1) && knock!.has('replica.forgotten v1', 0)).toBe(true);
  expect(heard!.has('replica.forgotten v1', 1) && heard!.has('replica.terminating v1', 1)).toBe(true);
  expect(pager!.has('alarm.fired', 1) && pager!.has('alarm.cleared', 0)).toBe(true);
  expect(success!.has('rollout.state complete', 1) && success!.has('alarm.fired', 2) && success!.has('alarm.cleared', 1)).toBe(true);
});

test('so does the cured one', () => {
  const [stops, served, closes, done] = told('05-rolling-prestop-cure');
  expect(stops!.has('replica.terminating v1', 1) && stops!.has('replica.stopping v1', 0)).toBe(true);
  expect(served!.has('replica.forgotten v1', 0) && served!.has('replica.stopping v1', 0)).toBe(true);
  expect(closes!.has('replica.forgotten v1', 1) && closes!.has('replica.stopping v1', 1) && closes!.has('replica.gone v1', 0)).toBe(true);
  expect(done!.has('rollout.state complete', 1) && done!.has('replica.gone v1', 6) && done!.has('alarm.fired', 0)).toBe(true);
});
