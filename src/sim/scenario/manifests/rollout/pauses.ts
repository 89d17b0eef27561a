import { isMapping } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import type { Reader } from '../reader.ts';
import type { Reading } from './reading.ts';

/** Pauses without a duration wait for a person, whom a manifest cannot hold. */
export function noteHandPauses(spec: Reader, params: Source, { report, said }: Reading): void {
  const steps = Array.isArray(params['steps']) ? params['steps'].filter(isMapping) : [];
  for (const [index, step] of steps.entries()) {
    if (!isMapping(step['pause'])) continue;
    const place = said.find(({ scenario }) => scenario.join('.') === `strategy.canary.steps.${index}.pause`);
    report.remark(
      'assumed',
      place?.manifest ?? spec.at('strategy'),
      'This pause waits until somebody promotes. Add operator: [{ at: 5m, do: promote }].',
    );
  }
}
