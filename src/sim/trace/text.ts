import { MILLISECOND, SECOND } from '../kernel/index.ts';
import type { Micros } from '../kernel/index.ts';
import { FIRST_CAUSE, SERVED } from './facts.ts';
import type { ReplicaState } from './facts.ts';
import { clock, clockFine, listed, percent, plural, spoken } from './format.ts';
import type { FrameReplica } from './frame.ts';
import { frameAt, isAsDesired } from './frame.ts';
import type { Paint } from './glyphs.ts';
import { ROW_MAX, fleetRow, legend, roleOf } from './glyphs.ts';
import type { Piece } from './story.ts';
import { isLoud, newsOf, tell } from './story.ts';
import { offeredBy } from './tally.ts';
import type { Trace } from './trace.ts';
import { LINE_WIDTH, wrap } from './wrap.ts';

/** Most lines of a timeline; what is more is told in fewer, wider ones. */
const LINES_MAX = 60;
/** What happened goes on below itself where it needs more columns, and has at least so many to itself. */
const WORDS_WIDTH_MIN = 40;

/** Lengths of time that one line may cover, tried in this order. */
const SPANS: Micros[] = [
  0,
  100 * MILLISECOND,
  250 * MILLISECOND,
  ...[0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 900, 3600].map((amount) => amount * SECOND),
];

/**
 * The run as lines of text, one a change: time, a glyph a server, the share of requests that goes to *next*, requests served and failed of
 * those that arrived since the line before, the machine's state, what happened. Things that happen together share a line, and a long run
 * is told in about sixty changes; a line shows the world after its last one. `paint` colours; without it the text is plain.
 */
export function timeline(trace: Trace, paint: Paint = (_role, text) => text): string[] {
  const news = newsOf(trace);
  const lines = linesOf(news.filter(({ at }) => at > 0));
  const end = trace.header.horizon;
  const rows = [
    { from: 0, to: 0, notes: [{ text: opening(trace), isHarm: false }, ...tell(news.filter(({ at }) => at === 0))] },
    ...lines.map((pieces) => ({ from: pieces[0]!.at, to: pieces.at(-1)!.at, notes: tell(pieces) })),
    { from: end, to: end, notes: [{ text: closing(trace), isHarm: false }] },
  ];
  const frames = rows.map((row) => frameAt(trace, row.to));
  const fleetWidth = Math.max(7, ...frames.map((frame) => widthOf(frame.replicas)));
  const machineWidth = Math.max(7, ...frames.map((frame) => spoken(frame.machine).length));
  const timeWidth = clockFine(end).length;

  const nextName = `to ${trace.header.next}`;
  const nextWidth = Math.max(5, nextName.length);

  let before = 0;
  const indent = ' '.repeat([timeWidth, fleetWidth, nextWidth, 14, 7, machineWidth].reduce((sum, width) => sum + width + 2, 0));
  const wordsWidth = Math.max(WORDS_WIDTH_MIN, LINE_WIDTH - indent.length);
  const told = rows.flatMap(({ from, to, notes }, index) => {
    const { replicas, machine, weights } = frames[index]!;
    const arrived = offeredBy(trace, to);
    const { served, failed } = outcomes(trace, before, arrived);
    const harm = failed > 0 ? paint('harm', `✕${failed}`.padEnd(7)) : ' '.repeat(7);
    const requests = `${served}/${arrived - before}`.padStart(14);
    before = arrived;
    const said = notes.flatMap((note, place) => (place === 0 ? [note] : [{ text: '; ', isHarm: false }, note]));
    const [first, ...more] = wrap(said, wordsWidth).map((line) =>
      line.map(({ text, isHarm }) => (isHarm ? paint('harm', text) : text)).join(''),
    );
    const columns = [
      paint('faint', clockFine(from).padStart(timeWidth)),
      fleetRow(replicas, trace.header.stable, paint, fleetWidth),
      nextShare(weights, trace.header.stable).padStart(nextWidth),
      requests,
      harm,
      spoken(machine).padEnd(machineWidth),
      first,
    ];
    return [columns.join('  '), ...more.map((line) => indent + line)];
  });
  const heads = [
    'time'.padStart(timeWidth),
    'servers'.padEnd(fleetWidth),
    nextName.padStart(nextWidth),
    'served/offered',
    'failed ',
    'machine'.padEnd(machineWidth),
    'what happened',
  ];
  return [...legendOf(trace, paint), '', paint('strong', heads.join('  ')), ...told];
}

/** Gathers the news into lines, with the shortest span that keeps them few. */
function linesOf(news: readonly Piece[]): Piece[][] {
  let lines: Piece[][] = [];
  for (const span of SPANS) {
    lines = [];
    for (const piece of news) {
      const last = lines.at(-1);
      if (last && (piece.at === last[0]!.at || (piece.at - last[0]!.at <= span && !isLoud(piece)))) last.push(piece);
      else lines.push([piece]);
    }
    if (lines.length <= LINES_MAX - 2) break;
  }
  return lines;
}

/** What became of the requests in the order of arrival from the first row up to, not including, the second. */
function outcomes({ requests }: Trace, first: number, end: number): { served: number; failed: number } {
  const sum = { served: 0, failed: 0 };
  for (let row = first; row < end; row++) {
    if (requests.outcome[row] === SERVED) sum.served++;
    else if (requests.outcome[row]! >= FIRST_CAUSE) sum.failed++;
  }
  return sum;
}

/** The share of new requests that does not go to *stable*; a dash where routers know no server. */
function nextShare(weights: Record<string, number>, stable: string): string {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? percent(1 - (weights[stable] ?? 0) / total) : '–';
}

const opening = ({ header }: Trace): string =>
  `${plural(header.replicas, 'server')} of ${header.stable} in service; ${header.next} is due at ${clock(header.rolloutAt)}`;

/** What Git asks for is worth a word where something else runs, as after an abort. */
function closing(trace: Trace): string {
  const { desired, running, ...frame } = frameAt(trace, trace.header.horizon);
  if (frame.machine === '' || isAsDesired({ desired, running })) return 'end of the run';
  return `end of the run: Git asks for ${desired}, ${running.length === 0 ? 'nothing is' : `${listed(running)} ${running.length === 1 ? 'is' : 'are'}`} running`;
}

/** Columns that the row of these servers takes. */
function widthOf(replicas: readonly FrameReplica[]): number {
  return replicas.length <= ROW_MAX ? replicas.length : fleetRow(replicas, '', (_role, text) => text, 0).length;
}

function legendOf(trace: Trace, paint: Paint): string[] {
  const states = { stable: new Set<ReplicaState>(), next: new Set<ReplicaState>() };
  const names = {
    stable: trace.header.stable,
    next: trace.revisions.filter((revision) => revision !== trace.header.stable).join(', '),
  };
  for (const fact of trace.facts) {
    if ('node' in fact)
      states[roleOf(fact.revision, trace.header.stable)].add(fact.type.slice('replica.'.length) as ReplicaState);
  }
  return legend(states, names, paint);
}
