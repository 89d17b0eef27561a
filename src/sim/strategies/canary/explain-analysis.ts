import type { Why } from '../../trace/facts.ts';
import { SOURCE } from './explain.ts';
import type { CanaryState } from './state.ts';

type Run = NonNullable<CanaryState['stepRun']>;

const inputsOf = ({ status, target }: CanaryState, run: Run | null): Why['inputs'] => [
  { name: 'wanted revision', value: target },
  { name: 'stable revision', value: status.stable ?? 'none' },
  ...(run === null ? [] : [{ name: 'verdict', value: run.phase.toLowerCase() }]),
];

export const explainAbort = (name: string, run: Run, state: CanaryState): Why => ({
  rule: 'canary.abort',
  says: `Aborted the rollout: the ${name} ${run.phase === 'Error' ? 'could not measure' : 'failed'} (${run.says}).`,
  arithmetic: `${run.phase.toLowerCase()} → abort`,
  inputs: inputsOf(state, run),
  alternatives: [
    'An inconclusive verdict would only have paused the rollout, until a person judges.',
    `The specification still asks for ${state.target}: only a retry or another template starts a rollout again.`,
  ],
  source: `${SOURCE}: a failed or broken analysis aborts`,
});

export const explainInconclusive = (name: string, run: Run, state: CanaryState): Why => ({
  rule: 'canary.inconclusive',
  says: `Paused the rollout: the ${name} was inconclusive (${run.says}).`,
  arithmetic: 'inconclusive → pause until a person acts',
  inputs: inputsOf(state, run),
  alternatives: ['A failed verdict would have aborted the rollout.', 'A successful one would have let it go on.'],
  source: `${SOURCE}: an inconclusive analysis neither goes on nor aborts`,
});

export const explainRestart = (state: CanaryState): Why => ({
  rule: 'canary.analysisRestarted',
  says: 'Starts the background analysis anew: a person went on after its inconclusive verdict.',
  arithmetic: 'inconclusive, resumed → a new analysis run',
  inputs: inputsOf(state, state.background),
  alternatives: ['The former run is over, and would never give another verdict.'],
  source: `${SOURCE}: resuming after an inconclusive background analysis creates a new one`,
});

export const explainAnalysis = (run: string, { target, status }: { target: string; status: { stable: string | null } }): Why => ({
  rule: 'canary.analyse',
  says: `Started the analysis ${run}.`,
  arithmetic: `measures while ${target} serves some and ${status.stable} the others`,
  inputs: [
    { name: 'wanted revision', value: target },
    { name: 'stable revision', value: status.stable ?? 'none' },
  ],
  alternatives: ['Without an analysis, time alone and servers that answer their probes would carry the rollout on.'],
  source: `${SOURCE}: analysis steps and background analyses`,
});
