import { readFileSync } from 'node:fs';
import { build, parse, STRATEGIES, strategyArms, strategyOf, type Arm, type Scenario } from '../src/sim/index.ts';

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

/** What a list of scenarios says of one. */
export interface AboutScenario {
  title: string;
  description: string;
  /** What people call its strategy. */
  strategy: string;
}

/** @throws ScenarioError when the file is no valid scenario */
export function aboutScenario(file: string, name: string): AboutScenario {
  const { title, description, strategy } = parse(readFileSync(file, 'utf8'), { file: name }).scenario;
  return { title, description, strategy: strategyOf(strategy.kind).title };
}
