import {
  HAPPENINGS,
  METRICS,
  evidenceOf,
  parse,
  type Candidate,
  type Evidence,
  type Happening,
  type Row,
  type Source,
} from '../../../../src/sim/index.ts';

export const SECOND = 1_000_000;

/** Ten servers and a hundred users for 1,000 s: a tenth of a percent of all requests is one second of outage. */
export const WORLD = parse(`
title: Ten
horizon: 1000s
fleet: { replicas: 10 }
traffic: { rate: 1/s, users: 100 }
revisions: { v1: { latency: 10ms }, v2: { latency: 10ms } }
rollout: { to: v2 }
strategy: { recreate: {} }
`).source;

/** What one run is made to be; all fine unless it is said. */
export interface Made {
  downtime?: number;
  outageSeconds?: number;
  hurt?: number;
  servers?: number;
  mixed?: number;
  out?: number | null;
  back?: number | null;
}

/** A run of a strategy, as if it had been played. */
export type Maker = (happening: Happening, replication: number) => Made;

const rowOf = (made: Made, happening: Happening, replication: number): Row => {
  const bad = ['obviousBug', 'subtleBug', 'slowLeak', 'crashLoop'].includes(happening);
  const values: Record<string, number | null> = {
    offered: 1000,
    blastRequests: made.outageSeconds ?? 0,
    blastUsers: made.hurt ?? 0,
    downtime: made.downtime ?? 0,
    leadTime: made.out === undefined ? 60 * SECOND : made.out,
    mixedVersions: made.mixed ?? 0,
    rollbackExecute: made.back === undefined ? (bad ? SECOND : null) : made.back,
    peakServers: made.servers ?? 10,
  };
  return {
    arm: 0,
    replication,
    seed: 100 + replication,
    outcome: bad ? 'rolledBack' : 'promoted',
    undoneBy: bad ? 'person' : null,
    values: METRICS.map(({ id }) => values[id] ?? null),
  };
};

/** Evidence of strategies whose runs are made up. */
export function made(strategies: Readonly<Record<string, Maker>>, replications = 8): Evidence[] {
  const rows = new Map<Source, Row[]>();
  const candidates = Object.entries(strategies).map(([id, maker]): Candidate => {
    const parts = HAPPENINGS.map((happening): [Happening, Source] => {
      const source = { ...WORLD, description: `${id} ${happening}` };
      rows.set(
        source,
        Array.from({ length: replications }, (_, replication) => rowOf(maker(happening, replication), happening, replication)),
      );
      return [happening, source];
    });
    return { id, label: id, parts: Object.fromEntries(parts) as Record<Happening, Source> };
  });
  return evidenceOf(candidates, (source) => rows.get(source) ?? []);
}
