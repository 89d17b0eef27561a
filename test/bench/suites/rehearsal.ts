import { build, frameAt, run, type Trace } from '../../../src/sim/index.ts';
import { timed, type Suite } from '../suite.ts';

type Source = Parameters<typeof build>[0];

const source = (replicas: number): Source => ({
  title: 'bench', horizon: '334s', fleet: { replicas, nodes: 20 }, traffic: { rate: '60/s', users: 2_000 },
  revisions: { v1: {}, v2: { errorRate: '8%' } }, rollout: { at: '30s', to: 'v2' }, strategy: 'rolling', operator: [{ afterAlarm: '60s', do: 'undo' }],
});

const requests = (replicas: number) => {
  const scenario = build(source(replicas));
  let seed = 0;
  return () => timed(() => run(scenario, { seed: ++seed }).requests.count);
};

const world: Source = {
  title: 'bench', horizon: '12m', fleet: { replicas: 12 }, traffic: { rate: '60/s', users: 2_000 },
  revisions: { v1: {}, v2: {} }, rollout: { at: '30s', to: 'v2' },
};
const canary: Source = {
  canary: {
    trafficRouting: true,
    steps: [{ setWeight: 5 }, { pause: '2m' }, { setWeight: 20 }, { pause: '2m' }, { setWeight: 50 }, { pause: '2m' }],
    analysis: { metrics: [{ metric: 'errorRate', atMost: '5%', window: '1m', interval: '10s', initialDelay: '1m', consecutiveErrorLimit: 100 }] },
  },
};
const rerun = (strategy: Source | string) => {
  const scenario = build({ ...world, strategy });
  let seed = 0;
  return () => timed(() => (run(scenario, { seed: ++seed }), 1));
};

/** Whole runs, 20,000 requests each: what an edit in the app costs. */
export const suites: Suite[] = [
  {
    id: 'rehearsal',
    title: 'A whole rehearsal of 20,000 requests: rolling update, bad release, undo',
    unit: 'requests',
    contestants: [
      { name: '12 servers', round: requests(12) },
      { name: '200 servers', round: requests(200) },
    ],
  },
  {
    id: 'canary',
    title: 'Twelve minutes of 12 servers at 60 requests a second, played again after an edit',
    unit: 'runs',
    contestants: [
      { name: 'canary, measured every 10 s', limit: 50, round: rerun(canary) },
      { name: 'rolling update', round: rerun('rolling') },
    ],
  },
  {
    id: 'scrub',
    title: 'Scrubbing through 20,000 requests',
    unit: 'frames',
    contestants: [12, 200].map((replicas) => {
      let trace: Trace | undefined;
      return {
        name: `${replicas} servers`,
        round: () => {
          const scrubbed = (trace ??= run(build(source(replicas)), { seed: 1 })), { horizon } = scrubbed.header, frames = 500;
          return timed(() => {
            for (let i = 0; i < frames; i++) frameAt(scrubbed, Math.floor((horizon * ((i * 37) % frames)) / frames));
            return frames;
          });
        },
      };
    }),
  },
];
