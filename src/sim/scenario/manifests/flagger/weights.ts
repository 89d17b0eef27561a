import { show } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import type { Reader, Report } from '../reader.ts';
import { readShare } from './leaves.ts';
import type { Provider } from './providers.ts';

const ADD_UP = 'the weights of primary and canary add up to 100';
const WAYS = ['iterations', 'stepWeight', 'stepWeights'];

/** How the canary advances: by weights or in iterations. The CRD wants exactly one of the three ways to say it. */
export function readAdvance(analysis: Reader, provider: Provider, report: Report): Source {
  const ways = WAYS.filter((way) => analysis.has(way));
  if (ways.length === 0)
    report.fault(
      analysis.path.slice(),
      'says neither stepWeight nor stepWeights nor iterations ("must validate one and only one schema (oneOf)")',
      'Add stepWeight: 10 for a canary by weights, or iterations: 10 for blue/green and A/B testing.',
    );
  for (const way of ways.slice(1))
    report.fault(
      analysis.at(way),
      `stands beside ${ways[0]} ("must validate one and only one schema (oneOf)")`,
      `Keep ${way} or ${ways[0]}.`,
      true,
    );
  const iterations = analysis.count('iterations'),
    stepWeight = readShare(analysis, 'stepWeight', report, ADD_UP),
    stepWeights = readSteps(analysis, report),
    maxWeight = readMax(analysis, report),
    stepWeightPromotion = readShare(analysis, 'stepWeightPromotion', report, ADD_UP);
  const assume = (key: string, message: string): void => report.remark('assumed', analysis.at(key), message);
  if (ways.length === 1 && iterations === 0)
    assume('iterations', 'iterations is 0 and there is no step, so Flagger never leaves weight 0.');
  if (ways.length === 1 && stepWeight === 0) assume('stepWeight', 'stepWeight is 0, so Flagger never leaves weight 0.');
  if (stepWeights !== null && maxWeight !== null)
    assume('maxWeight', 'maxWeight is not looked at beside stepWeights: the last of them is the highest.');
  if (!provider.splits && iterations === null)
    assume(
      ways[0] ?? 'interval',
      'Progressive traffic is not supported with the provider kubernetes: Flagger sets iterations to 10 and goes blue/green.',
    );
  return {
    ...(iterations === null ? {} : { iterations }),
    ...(stepWeight === null ? {} : { stepWeight }),
    ...(stepWeights === null ? {} : { stepWeights }),
    ...(maxWeight === null ? {} : { maxWeight }),
    ...(stepWeightPromotion === null ? {} : { stepWeightPromotion }),
  };
}

function readMax(analysis: Reader, report: Report): number | null {
  const value = analysis.count('maxWeight');
  if (value === null || value <= 100) return value;
  const message = `is ${value}, and the canary's weight ends at 100, so that Flagger would never promote`;
  return report.fault(analysis.at('maxWeight'), message, 'Write 100 or less.');
}

function readSteps(analysis: Reader, report: Report): number[] | null {
  const written = analysis.list('stepWeights');
  if (written === null) return null;
  const path = analysis.at('stepWeights');
  if (written.length === 0) {
    report.fault(path, 'is empty, so there is no weight to go to', 'Write the weights one after the other, such as [5, 20, 50].');
    return null;
  }
  const steps = written.map((weight, index) => {
    if (typeof weight !== 'number' || !Number.isInteger(weight) || weight < 0)
      return report.fault([...path, index], `must be a whole number, is ${show(weight)}`, 'Write a weight from 1 to 100.');
    if (weight > 100) return report.fault([...path, index], `is ${weight}, and ${ADD_UP}`, 'Write 100 or less.');
    return weight;
  });
  const weights = steps.filter((weight): weight is number => weight !== null);
  const flat = weights.findIndex((weight, index) => index > 0 && weight <= weights[index - 1]!);
  if (weights.length === steps.length && flat > 0)
    report.remark(
      'assumed',
      [...path, flat],
      `stepWeights does not rise from ${weights[flat - 1]} to ${weights[flat]}: Flagger never advances past ${weights[flat - 1]}.`,
    );
  return weights;
}
