import type { Fact, Trace } from '../../src/sim/index.ts';
import { markup, type Markup } from './markup.ts';

/** In the units of the drawing, which are pixels of a slide. */
const WIDTH = 1152, LEFT = 190, LANE = 76, GAP = 26, TOP = 44, BASELINE = 47, INSET = 18;
/** How much is shown before the order and after the later of the two ends, as shares of what lies between. */
const BEFORE = 0.55, AFTER = 0.4;

/** Who is first at the end of a server's life, it with its door or the routers with the news: the first old server of a run. */
export function raceOf({ facts }: Trace, told: (micros: number) => string): Markup {
  const first = facts.find((fact) => fact.type === 'replica.terminating');
  if (first === undefined || !('replica' in first)) throw new Error('No server is told to stop in this run.');
  const instant = (type: Fact['type']): number => {
    const found = facts.find((fact) => fact.type === type && 'replica' in fact && fact.replica === first.replica);
    if (found === undefined) throw new Error(`There is no ${type} of ${first.replica} in this run.`);
    return found.at;
  };
  const order = first.at, closed = instant('replica.stopping'), heard = instant('replica.forgotten');
  const end = Math.max(closed, heard), whole = end - order, from = order - BEFORE * whole, to = end + AFTER * whole;
  const x = (at: number): number => Math.round(LEFT + ((at - from) / (to - from)) * (WIDTH - LEFT));

  const top = (row: number): number => TOP + row * (LANE + GAP);
  const box = (kind: string, row: number, left: number, right: number): Markup =>
    markup`<rect class="${kind}" x="${left}" y="${top(row)}" width="${right - left}" height="${LANE}" />`;
  const said = (kind: string, row: number, at: number, text: string): Markup =>
    markup`<text class="${kind}" x="${at}" y="${top(row) + BASELINE}">${text}</text>`;
  const lane = (row: number, who: string, until: number, doing: string, then: string): Markup[] => [
    said('who', row, 0, who),
    box('on', row, LEFT, x(until)),
    box('off', row, x(until), WIDTH),
    said('doing', row, LEFT + INSET, doing),
    said('then', row, WIDTH - INSET, then),
  ];
  const middle = (x(closed) + x(heard)) / 2;
  const between =
    heard > closed
      ? [box('lost', 1, x(closed), x(heard)), said('between harmed', 1, middle, `✕ ${told(heard - closed)} too late`)]
      : [box('spare', 1, x(heard), x(closed)), said('between', 1, middle, `${told(closed - heard)} to spare`)];
  const label = `The server is told to stop. It closes its door ${after(closed - order, told)}, and the last router has heard ${after(heard - order, told)}.`;
  return markup`
    <svg class="race" viewBox="0 0 ${WIDTH} ${top(1) + LANE + 6}" role="img" aria-label="${label}">
      ${[...lane(0, 'Old server', closed, 'door open', 'door closed'), ...lane(1, 'Routers', heard, 'send requests', 'send none'), ...between]}
      <line x1="${x(order)}" x2="${x(order)}" y1="${TOP - 12}" y2="${top(1) + LANE + 6}" />
      <text class="order" x="${x(order)}" y="${TOP - 20}">told to stop</text>
    </svg>`;
}

const after = (micros: number, told: (micros: number) => string): string => (micros === 0 ? 'at once' : `after ${told(micros)}`);
