import { readFileSync } from 'node:fs';
import { build, parse, STRATEGIES, strategyArms, type Arm, type Scenario } from '../src/sim/index.ts';

/** One row of a comparison with its scenario read and checked. */
export interface ReadyArm extends Arm {
  scenario: Scenario;
}

/**
 * A scenario under every strategy that exists, simplest first.
 * @param name how problems call the file
 * @throws ScenarioError when the file, or what a strategy makes of it, is no valid scenario
 */
export function readyArms(file: string, name: string): ReadyArm[] {
  const { source } = parse(readFileSync(file, 'utf8'), { file: name });
  const ids = STRATEGIES.map(({ id }) => id);
  return strategyArms(source, ids).map((arm) => ({ ...arm, scenario: build(arm.source) }));
}
