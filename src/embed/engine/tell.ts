import { frameAt, measure, METRICS, said, sentences, type Micros, type Trace } from '../../sim/index.ts';
import { changesTable, excerpt, fleetTable, lanesTable, poolTable } from '../../ui/views/text/tables.ts';
import { standingOf } from '../../ui/views/text/standing.ts';
import type { Figure, TableText, Told, Wanted } from './words.ts';

/** The numbers of the whole run that stand below the sentences. */
const HEADLINES = ['availability', 'budgetBurn', 'downtime', 'leadTime', 'surplus'];

export function figuresOf(trace: Trace): Figure[] {
  const values = measure(trace);
  return METRICS.filter(({ id }) => HEADLINES.includes(id)).map(({ id, label, unit, explains }) => ({ label, value: said(unit, values[id] ?? null), explains }));
}

export function tell(trace: Trace, at: Micros, wanted: Wanted): Told {
  return {
    at,
    sentences: wanted.sentences ? sentences(trace, at).map(({ parts }) => parts) : [],
    tables: wanted.tables ? tablesAt(trace, at, wanted.ahead) : [],
  };
}

function tablesAt(trace: Trace, at: Micros, ahead: boolean): TableText[] {
  const pools = poolTable(trace, at), { says } = standingOf(frameAt(trace, at));
  const tables = [...(pools.rows.length > 0 ? [pools] : []), fleetTable(trace, at), changesTable(trace), lanesTable(trace)];
  return tables.map(({ id, title, columns, rows }) => {
    const part = excerpt(ahead ? rows : rows.filter((row) => row.at === null || row.at <= at), at);
    return { title: id === 'fleet' ? `${title}: ${says}` : title, columns, rows: part.rows.map(({ cells }) => cells), left: part.left };
  });
}
