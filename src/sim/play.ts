import { conduct, type RunOptions } from './conduct.ts';
import type { Scenario } from './scenario/types.ts';
import type { Controller } from './strategies/strategy.ts';
import type { Trace } from './trace/trace.ts';

export type { Controller, RunOptions, Scenario, Trace };

/** Each strategy's controller is a file of its own, fetched when a scenario first asks for it. A new strategy is a line here, too. */
const CONTROLLERS: Readonly<Record<string, () => Promise<{ controller: Controller }>>> = {
  'by-hand': () => import('./strategies/by-hand/controller.ts'),
  recreate: () => import('./strategies/recreate/controller.ts'),
  rolling: () => import('./strategies/rolling/controller.ts'),
  'blue-green': () => import('./strategies/blue-green/controller.ts'),
  canary: () => import('./strategies/canary/controller.ts'),
  baseline: () => import('./strategies/baseline/controller.ts'),
  flagger: () => import('./strategies/flagger/controller.ts'),
  shadow: () => import('./strategies/shadow/controller.ts'),
  'ab-test': () => import('./strategies/ab-test/controller.ts'),
};

/**
 * Fetches a strategy's controller, so that `play` need not wait for it.
 * @throws RangeError when there is no such strategy
 */
export async function loadController(id: string): Promise<Controller> {
  const load = Object.hasOwn(CONTROLLERS, id) ? CONTROLLERS[id] : undefined;
  if (load === undefined) throw new RangeError(`no strategy is called ${id}; there are ${Object.keys(CONTROLLERS).join(', ')}`);
  return (await load()).controller;
}

/**
 * The slim door of the engine, for pages: the same trace as `run`, to the byte, from what this one scenario needs. No schemas, no other
 * strategies.
 * @throws EventLimitError when the run needs more events than allowed
 * @throws RangeError when there is no such strategy
 */
export async function play(scenario: Scenario, options?: RunOptions): Promise<Trace> {
  return conduct(scenario, await loadController(scenario.strategy.kind), options);
}
