import { isMapping } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import type { Path, Reader } from '../reader.ts';
import { promoteAt } from './horizon.ts';
import type { Reading } from './reading.ts';

/** Where a rollout waits for a person, whom a manifest cannot hold: pauses without a duration, and promotion that is not automatic. */
export function noteHandPauses(spec: Reader, params: Source, fleet: Source, { report, said }: Reading): void {
  const note = (at: string, what: string, step: number | null): void => {
    const place: Path = said.find(({ scenario }) => scenario.join('.') === at)?.manifest ?? spec.at('strategy');
    const act = `operator: [{ at: ${promoteAt(params, fleet, step)}, do: promote }]`;
    report.remark('assumed', place, `${what} waits until somebody promotes. Add ${act}.`);
  };
  if (params['autoPromotion'] === false) note('strategy.blue-green.autoPromotion', 'The switch', null);
  const steps = Array.isArray(params['steps']) ? params['steps'] : [];
  for (const [index, step] of steps.entries()) {
    if (!isMapping(step)) continue;
    if (isMapping(step['pause'])) note(`strategy.canary.steps.${index}.pause`, 'This pause', index);
    if (isMapping(step['experiment']) && isEndless(step['experiment']))
      note(`strategy.canary.steps.${index}.experiment`, 'This experiment has no duration and no required analysis: it', index);
  }
}

const isEndless = ({ duration, analyses }: Source): boolean =>
  duration === undefined &&
  !(Array.isArray(analyses) && analyses.some((each) => isMapping(each) && each['requiredForCompletion'] === true));
