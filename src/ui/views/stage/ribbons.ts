import type { FramePools } from '../../../sim/index.ts';
import type { Role } from '../../marks/words.ts';
import type { StageLayout } from './layout.ts';
import type { Band } from './shares.ts';
import { spread, type Point } from './streets.ts';

/** What flows from the router to a pool, as thick as its share; `isCopy` for what does not come back. */
export interface Ribbon { key: string; d: string; role: Role; isCopy: boolean; share: number; middle: Point }

/** A stretch of the router's bar and the stretch of the gate that it leads to, in pixels from the top. */
interface Stretch { bar: [number, number]; gate: [number, number] }

/** From the bar to the gates: one ribbon a band, and one of dashes for copies. None where pools do not stand apart. */
export function ribbons(layout: StageLayout, bands: readonly Band[], pools: FramePools): Ribbon[] {
  const { router, gateX } = layout;
  if (gateX === null) return [];
  const left = router.x + router.width + 1;
  const draw = (key: string, { bar, gate }: Stretch, role: Role, isCopy: boolean, share: number): Ribbon => ({
    key, role, isCopy, share, middle: { x: (left + gateX) / 2, y: (bar[0] + bar[1] + gate[0] + gate[1]) / 4 },
    d: `M${left},${n(bar[0])}L${gateX},${n(gate[0])}V${n(gate[1])}L${left},${n(bar[1])}z`,
  });
  const sent = bands.filter(({ isLost }) => !isLost).map((band) => draw(`${band.pool}/${band.revision}`, stretchOf(layout, bands, band), band.role, false, band.share));
  const copied = pools.pools.flatMap((pool, index) => (pool.mirrored > 0 ? [draw(`copies/${pool.id}`, copyStretch(layout, index, pool.mirrored), 'plain', true, pool.mirrored)] : []));
  return [...copied, ...sent];
}

/** Where the requests of one band leave the bar and pass the gate: pools of several revisions share theirs. */
function stretchOf(layout: StageLayout, bands: readonly Band[], band: Band): Stretch {
  const { gate } = layout.groups[band.pool]!;
  const own = bands.filter(({ pool }) => pool === band.pool), whole = own.reduce((sum, { share }) => sum + share, 0);
  const top = gate.y + (band.from - own[0]!.from - whole / 2) * gate.height;
  return { bar: [band.y, band.y + band.height], gate: [top, top + Math.max(1, band.share * gate.height)] };
}

/** Copies leave the bar at the end that is nearer to their pool. */
function copyStretch({ router, groups }: StageLayout, pool: number, share: number): Stretch {
  const { gate } = groups[pool]!;
  const bar = Math.max(4, share * router.height), half = Math.max(4, share * gate.height) / 2;
  const isLow = gate.y > router.y + router.height / 2;
  const top = isLow ? router.y + router.height - bar : router.y;
  return { bar: [top, top + bar], gate: [gate.y - half, gate.y + half] };
}

/** Where one request passes the router, and how far from the middle of its pool's gate it passes that. */
export interface Passage { router: Point; across: number }

/** A request's place within its band, the same at the bar and at the gate. */
export function passageOf(layout: StageLayout, bands: readonly Band[], pool: number, revision: string, row: number): Passage {
  const { router, form } = layout;
  const band = bands.find((one) => one.pool === pool && one.revision === revision) ?? bands.find((one) => one.pool === pool);
  const within = 0.12 + 0.76 * spread(row, 2);
  const along = band === undefined ? within : band.from + within * (band.to - band.from);
  const point = form === 'wide' ? { x: router.x + router.width / 2, y: router.y + along * router.height } : { x: router.x + along * router.width, y: router.y + router.height / 2 };
  if (band === undefined || layout.gateX === null) return { router: point, across: 0 };
  const { gate } = stretchOf(layout, bands, band);
  return { router: point, across: gate[0] + within * (gate[1] - gate[0]) - layout.groups[pool]!.gate.y };
}

/** The same for a copy: it comes from the router and from nobody. */
export function copyPassage(layout: StageLayout, pool: number, share: number, row: number): Passage {
  const { router, form } = layout, within = 0.12 + 0.76 * spread(row, 2);
  if (form === 'narrow' || layout.gateX === null) return { router: { x: router.x + router.width * within, y: router.y + router.height / 2 }, across: 0 };
  const { bar, gate } = copyStretch(layout, pool, share);
  return { router: { x: router.x + router.width, y: bar[0] + within * (bar[1] - bar[0]) }, across: gate[0] + within * (gate[1] - gate[0]) - layout.groups[pool]!.gate.y };
}

const n = (value: number): number => Math.round(value * 10) / 10;
