import { readFileSync } from 'node:fs';
import { build, measure, parse, play, run, strategyArms, type Trace } from '../../../src/sim/index.ts';
import { timed, type Contestant, type Suite } from '../suite.ts';

/** The world that the app opens with. */
const FILE = 'scenarios/07-bad-release-and-undo/scenario.yaml';
const STRATEGIES = ['recreate', 'rolling', 'blue-green', 'canary', 'baseline', 'flagger'];
const RUNS = 10;
/** Six strategies × 200 seeds in 15 s on two cores. */
const LIMIT_MS = (15_000 * 2) / (STRATEGIES.length * 200);

/** The same run, of which nothing has been worked out yet. */
const unmeasured = (trace: Trace): Trace => ({
  header: trace.header,
  revisions: trace.revisions,
  replicas: trace.replicas,
  facts: trace.facts,
  windows: trace.windows,
  requests: trace.requests,
  attempts: trace.attempts,
  events: trace.events,
  digest: '',
});

const contestants = (): Contestant[] =>
  strategyArms(parse(readFileSync(FILE, 'utf8'), { file: FILE }).source, STRATEGIES).flatMap(({ id, source }, arm) => {
    const scenario = build(source);
    let replication = 0,
      played: Trace | undefined;
    return [
      {
        name: id,
        limit: LIMIT_MS,
        round: () =>
          timed(() => {
            for (let i = 0; i < RUNS; i++) play(scenario, arm, replication++, 1);
            return RUNS;
          }),
      },
      {
        name: `${id}: the metrics alone`,
        limit: LIMIT_MS / 5,
        round: () => {
          const trace = (played ??= run(scenario, { seed: 1 }));
          return timed(() => {
            for (let i = 0; i < RUNS; i++) measure(unmeasured(trace));
            return RUNS;
          });
        },
      },
    ];
  });

export const suites: Suite[] = [
  {
    id: 'play',
    title: 'One run of a comparison, 25,000 requests, and its row of metrics',
    unit: 'runs',
    contestants: contestants(),
  },
];
