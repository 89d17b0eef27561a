import { countUpTo, type Micros } from '../../../sim/index.ts';
import type { Role, Stage } from '../../marks/words.ts';
import { roundedPath } from '../../views/stage/cells.ts';
import type { Box } from '../../views/stage/layout.ts';
import type { Server } from './strip.ts';

/** Rows in which the servers stand: all strategies show their twelve as the same block, whatever else they bring. */
const ROWS = 2;
const GROUP_GAP = 0.45, GAP = 0.19;

/** Where the servers of a small stage stand: pools beside each other, each filled column by column. */
export interface Places { boxes: readonly Box[]; width: number }

/**
 * @param groups servers that must find room, by pool
 * @param height of the stage, in CSS pixels
 */
export function placesIn(groups: readonly number[], height: number): Places {
  const side = height / (ROWS + (ROWS - 1) * GAP), pitch = side * (1 + GAP);
  let x = 0;
  const boxes = groups.flatMap((count) => {
    const left = x;
    x += Math.ceil(count / ROWS) * pitch + GROUP_GAP * side;
    return Array.from({ length: count }, (_, i): Box => ({ x: left + Math.floor(i / ROWS) * pitch, y: (i % ROWS) * pitch, width: side, height: side }));
  });
  return { boxes, width: x - GROUP_GAP * side - GAP * side };
}

/** The servers of an instant as a few paths, one for each look. */
export interface Look { edges: readonly { role: Role; stage: Stage; d: string }[]; fills: readonly { role: Role; d: string }[] }

/** A boot is shown in so many steps: enough to see it grow, few enough not to draw anew for nothing. */
const STEPS = 8;

const known = new WeakMap<readonly Server[], readonly Micros[]>();

/** Every instant at which a server begins to look different, ascending. Worked out once for each run. */
export function changesOf(servers: readonly Server[]): readonly Micros[] {
  const before = known.get(servers);
  if (before !== undefined) return before;
  const instants = servers.flatMap(({ passages }) =>
    passages.flatMap(({ from, to, stage }) => {
      const isGradual = stage === 'coming' || stage === 'leaving';
      return isGradual ? [from, ...Array.from({ length: STEPS }, (_, i) => Math.ceil(from + ((i + 0.5) / STEPS) * (to - from))), to] : [from, to];
    }),
  );
  const changes = [...new Set(instants)].sort((a, b) => a - b);
  known.set(servers, changes);
  return changes;
}

export const lastChange = (changes: readonly Micros[], at: Micros): Micros => changes[countUpTo(changes, at) - 1] ?? 0;

export function lookAt(servers: readonly Server[], boxes: readonly Box[], at: Micros): Look {
  const edges = new Map<string, { role: Role; stage: Stage; d: string }>(), fills = new Map<Role, string>();
  for (const { place, role, passages } of servers) {
    const now = passages.find(({ from, to }) => from <= at && at < to), box = boxes[place];
    if (now === undefined || box === undefined) continue;
    const edge = edges.get(`${role} ${now.stage}`) ?? { role, stage: now.stage, d: '' };
    edge.d += edgeOf(box);
    edges.set(`${role} ${now.stage}`, edge);
    const full = fullness(now, at);
    if (full > 0) fills.set(role, `${fills.get(role) ?? ''}M${n(box.x)},${n(box.y)}h${n(box.width * full)}v${n(box.height)}h${n(-box.width * full)}z`);
  }
  return { edges: [...edges.values()], fills: [...fills].map(([role, d]) => ({ role, d })) };
}

function fullness({ from, to, stage }: Server['passages'][number], at: Micros): number {
  if (stage === 'serving' || stage === 'unready') return 1;
  if (stage !== 'coming' && stage !== 'leaving') return 0;
  const share = Math.round(((at - from) / (to - from)) * STEPS) / STEPS;
  return stage === 'coming' ? share : 1 - share;
}

const n = (value: number): number => Math.round(value * 10) / 10;
export const edgeOf = (box: Box): string => roundedPath(box, Math.min(3, box.width / 5));
/** A cross in the middle of a box. */
export function crossIn({ x, y, width, height }: Box): string {
  const r = width * 0.24, left = n(x + width / 2 - r), right = n(x + width / 2 + r), top = n(y + height / 2 - r), bottom = n(y + height / 2 + r);
  return `M${left},${top}L${right},${bottom}M${left},${bottom}L${right},${top}`;
}
