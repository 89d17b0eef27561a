import { type Fact, type FactId, type Micros, oncePerTrace, type Trace } from '../../../sim/index.ts';
import { roleOf, spell, textWidth, type Role } from '../../marks/words.ts';
import { lookOf } from '../analysis/runs.ts';

/** Something worth a word on the time axis. */
export interface Marker { at: Micros; label: string; role: Role; fact: FactId; weight: number }

/** A marker with its place: which row its label stands in and on which side of its dot; no label where there is no room. */
export interface PlacedMarker extends Marker { x: number; row: number; side: 'right' | 'left' | 'none' }

/** Everything worth a word, in order of time: what people did, what broke, what the machine made of it. */
export const markersOf = oncePerTrace((trace): Marker[] => {
  const markers: Marker[] = [];
  const { header } = trace;
  if (header.rolloutAt < header.horizon) markers.push({ at: header.rolloutAt, fact: startOf(trace), label: `rollout of ${header.next}`, role: roleOf(trace, header.next), weight: 7 });
  let everywhere = header.stable;
  trace.facts.forEach((fact, id) => {
    const marker = markerOf(trace, fact);
    if (marker) markers.push({ at: fact.at, fact: id, ...marker });
    if (fact.type === 'weight.changed') {
      const sole = Object.keys(fact.weights).find((revision) => fact.weights[revision]! > 0.999);
      if (sole !== undefined && sole !== everywhere && fact.at > 0) {
        markers.push({ at: fact.at, fact: id, label: `${sole} everywhere`, role: roleOf(trace, sole), weight: 4 });
        everywhere = sole;
      }
    }
  });
  // What comes at the same instant as something weightier is only its consequence, and is told by `Why`.
  return markers
    .filter((marker) => marker.weight > 3 || !markers.some((other) => other.at === marker.at && other.weight > marker.weight))
    .sort((a, b) => a.at - b.at);
});

/** The same without the states of the machine, for where they have a lane of their own. */
export const eventsOf = oncePerTrace((trace): Marker[] => markersOf(trace).filter(({ fact, label }) => trace.facts[fact]!.type !== 'rollout.state' || label.startsWith('rollout of ')));

/** The fact that stands for the start of the rollout: the first that is not before it. */
const startOf = (trace: Trace): FactId => Math.max(0, trace.facts.findIndex((fact) => fact.at >= trace.header.rolloutAt));

function markerOf(trace: Trace, fact: Fact): { label: string; role: Role; weight: number } | null {
  switch (fact.type) {
    case 'operator.acted':
      return { label: fact.accepted ? spell(fact.action) : `${spell(fact.action)} refused`, role: 'plain', weight: 6 };
    case 'alarm.fired': return { label: 'alarm', role: 'harm', weight: 6 };
    case 'alarm.cleared': return { label: 'alarm over', role: 'plain', weight: 2 };
    case 'fault.injected': return { label: spell(fact.fault), role: 'harm', weight: 5 };
    case 'fault.ended': return { label: `${spell(fact.fault)} over`, role: 'plain', weight: 1 };
    case 'analysis.ended': {
      const look = lookOf(trace, fact.run);
      // A look that passed, of a controller that looks again and again, is no news.
      if (look !== null && fact.phase === 'Successful') return null;
      return { label: `${look ?? 'analysis'} ${fact.phase.toLowerCase()}`, role: fact.phase === 'Failed' || fact.phase === 'Error' ? 'harm' : 'plain', weight: fact.phase === 'Successful' ? 2 : 5 };
    }
    case 'rollout.state': return fact.at === 0 ? null : { label: spell(fact.state), role: 'plain', weight: 3 };
    default: return null;
  }
}

/** Height of one row of labels, in pixels. */
export const ROW = 16;
const PAD = 8, DOT = 5;

/** One row of labels where every word has room in it; else two, or a third where something of weight would have to go without its word. */
export function rowsNeeded(markers: readonly Marker[], x: (at: Micros) => number, width: number, margin: number): number {
  const untold = (rows: number): Marker[] => placeMarkers(markers, x, width, rows, margin).filter((marker) => marker.side === 'none');
  if (untold(1).length === 0) return 1;
  return untold(2).some(({ weight }) => weight > 3) ? 3 : 2;
}

/**
 * Labels in a few rows without overlap: the weightiest choose first; each tries every row with its label to the right of its dot,
 * then to the left; what finds no room keeps its hairline only. `margin`: pixels to the left of the axis that are free for labels.
 */
export function placeMarkers(markers: readonly Marker[], x: (at: Micros) => number, width: number, rows = 2, margin = 0): PlacedMarker[] {
  const taken: { from: number; to: number }[][] = Array.from({ length: rows }, () => []);
  const free = (row: number, from: number, to: number): boolean => from >= -margin - DOT && to <= width + 8 && taken[row]!.every((t) => to <= t.from || from >= t.to);
  const placed = new Map<Marker, PlacedMarker>();
  const order = [...markers].sort((a, b) => b.weight - a.weight || a.at - b.at);
  for (const marker of order) {
    const at = x(marker.at), length = textWidth(marker.label, 11.5) + PAD;
    let done: PlacedMarker = { ...marker, x: at, row: 0, side: 'none' };
    const tries = (['right', 'left'] as const).flatMap((side) => Array.from({ length: rows }, (_, row) => ({ row, side })));
    for (const { row, side } of tries) {
      const from = side === 'right' ? at - DOT : at - length - DOT, to = side === 'right' ? at + length + DOT : at + DOT;
      if (!free(row, from, to)) continue;
      taken[row]!.push({ from, to });
      done = { ...marker, x: at, row, side };
      break;
    }
    placed.set(marker, done);
  }
  return markers.map((marker) => placed.get(marker)!);
}
