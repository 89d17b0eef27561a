import { build, LinkProblem, run, ScenarioError, type Scenario, type Trace } from '../../sim/index.ts';
import { decodeLink } from '../../link/link.ts';
import { AddressProblem, type Subject } from '../address/address.ts';
import { scenarioNamed } from './library.ts';
import { figuresOf, tell } from './tell.ts';
import type { FromEngine, ToEngine } from './words.ts';

/** The part of an embed that reads, plays and puts into words; it knows no page, and the page knows none of it before it has painted. */
let trace: Trace | null = null;

self.onmessage = async ({ data }: MessageEvent<ToEngine>) => {
  if (data.type === 'tell') {
    if (trace !== null) send({ type: 'told', told: tell(trace, data.at, data.wanted) });
    return;
  }
  try {
    const { scenario, seed, at } = await subjectOf(data.subject);
    trace = run(scenario, { seed: data.seed ?? seed });
    send({ type: 'run', trace, description: scenario.description, steps: scenario.steps, figures: figuresOf(trace), at });
  } catch (error) {
    send({ type: 'problem', message: sentenceOf(error) });
  }
};

const send = (said: FromEngine): void => self.postMessage(said);

async function subjectOf(subject: Subject): Promise<{ scenario: Scenario; seed: number; at: number | null }> {
  if (subject.kind === 'scenario') return { scenario: scenarioNamed(subject.id), seed: 1, at: null };
  const linked = await decodeLink(subject.hash);
  if (linked === null) throw new AddressProblem('The address holds no link of ours.');
  return { scenario: build(linked.source), seed: linked.seed, at: linked.at };
}

function sentenceOf(error: unknown): string {
  if (error instanceof AddressProblem) return error.message;
  if (error instanceof LinkProblem) return `${error.message} Copy it once more from Share.`;
  if (error instanceof ScenarioError) {
    const [first] = error.issues;
    return `The scenario cannot be played: ${first === undefined ? error.message : `${first.path} ${first.message}. ${first.cure}`}`;
  }
  return `The run came to nothing: ${error instanceof Error ? error.message : String(error)}`;
}
