import { format, frameAt, framePools, type Micros, STATE_LABELS, type Trace } from '../../../sim/index.ts';
import { LANE, LANES, readOut } from '../lanes/lanes.ts';
import { markersOf } from '../lanes/markers.ts';
import { headOf, nameOf } from '../stage/heads.ts';
import { isGrouped } from '../stage/places.ts';
import type { Selection } from '../selection.ts';
import { sayFact } from './facts.ts';

/** A row of a table twin; `selects` is what a pointer would select in the picture. */
export interface Row { cells: string[]; selects: Selection | null; at: Micros | null }
export interface Table { id: string; title: string; columns: string[]; rows: Row[] }

/** Longer tables help nobody; what is left out is said. */
export const ROWS_MOST = 40;

/** The stage as a table: every server at an instant. */
export function fleetTable(trace: Trace, at: Micros): Table {
  const rows = frameAt(trace, at).replicas.map((replica): Row => ({
    cells: [replica.id, replica.revision, STATE_LABELS[replica.state], replica.known ? 'yes' : 'no', `${replica.busy} of ${trace.header.concurrency}`, format.count(replica.queued), format.count(replica.failing)],
    selects: { kind: 'replica', replica: replica.id }, at: null,
  }));
  return { id: 'fleet', title: `Servers at ${format.clock(at)}`, columns: ['server', 'version', 'state', 'routed to', 'slots busy', 'queued', 'failed just now'], rows };
}

/** The pools at an instant, with their three numbers; no rows where pools do not stand apart. */
export function poolTable(trace: Trace, at: Micros): Table {
  const frame = frameAt(trace, at), pools = framePools(trace, frame);
  const share = (value: number | null): string => (value === null ? '–' : format.percent(Math.round(value * 1000) / 1000));
  const rows = !isGrouped(trace) ? [] : pools.pools.map((pool, index): Row => {
    const head = headOf(trace, pools, index, frame.replicas);
    return {
      cells: [nameOf(head), head.servers.join(', '), format.count(pool.wanted), share(pool.asked), share(pool.effective), share(pool.measured), format.decimal(pool.copies), format.count(pool.sticky)],
      selects: null, at: null,
    };
  });
  const second = pools.isRouted ? 'effective weight' : 'share of servers';
  return { id: 'pools', title: `Pools at ${format.clock(at)}`, columns: ['pool', 'servers', 'wanted', 'asked weight', second, 'measured share', 'copies a second', 'users kept'], rows };
}

/** What happened, decision by decision: markers and changes of size, for the whole run. */
export function changesTable(trace: Trace): Table {
  const marked = new Set(markersOf(trace).map((marker) => marker.fact));
  const rows = trace.facts.flatMap((fact, id): Row[] =>
    marked.has(id) || 'why' in fact ? [{ cells: [format.clock(fact.at), sayFact(trace, fact)], selects: { kind: 'fact', fact: id }, at: fact.at }] : [],
  );
  return { id: 'changes', title: 'What happened', columns: ['time', 'what'], rows };
}

/** All lanes as one table, sampled evenly over the run. */
export function lanesTable(trace: Trace): Table {
  const { horizon } = trace.header;
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 21_600, 86_400].map((s) => s * 1e6);
  const step = steps.find((candidate) => horizon / candidate <= ROWS_MOST - 1) ?? Math.ceil(horizon / ROWS_MOST);
  const rows: Row[] = [];
  for (let at = 0; at <= horizon && rows.length < ROWS_MOST; at += step) {
    rows.push({ cells: [format.clock(at), ...LANES.map((lane) => readOut(lane, trace, at))], selects: null, at });
  }
  return { id: 'lanes', title: 'Over time', columns: ['time', ...LANES.map((lane) => `${LANE[lane].title} (${LANE[lane].unit(trace)})`)], rows };
}

/** At most `ROWS_MOST` rows, around the one in force at an instant when rows have times. */
export function excerpt(rows: readonly Row[], at: Micros): { rows: readonly Row[]; left: number } {
  if (rows.length <= ROWS_MOST) return { rows, left: 0 };
  const here = rows.findLastIndex((row) => row.at !== null && row.at <= at);
  const start = Math.min(rows.length - ROWS_MOST, Math.max(0, here - ROWS_MOST / 2));
  return { rows: rows.slice(start, start + ROWS_MOST), left: rows.length - ROWS_MOST };
}
