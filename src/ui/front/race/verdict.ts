import { format, OUTCOME_LABELS, type Micros, type Sentence } from '../../../sim/index.ts';
import { figuresAt, isOverAt, type Figures } from './at.ts';
import type { Strip } from './strip.ts';

type Part = Sentence['parts'][number];

/** One strategy's run, by the name that people call it. */
export interface Told { label: string; strip: Strip }
interface Row extends Told { figures: Figures }

const say = (text: string): Part => ({ text });
const number = (text: string): Part => ({ text, role: 'number' });
const harm = (text: string): Part => ({ text, role: 'harm' });
const listed = (items: readonly Part[][]): Part[] => items.flatMap((item, i) => (i === 0 ? item : [say(i === items.length - 1 ? ' and ' : ', '), ...item]));

/** Strategies that are named while the race is on. */
const NAMED = 3;
/** An outage shorter than this is not what a run is remembered for. */
const OUTAGE_LEAST = 60e6;

/** What is to be said of all runs at an instant: what is coming, who is failing users, and in the end what differed and why. */
export function toldAt(runs: readonly Told[], at: Micros): Part[] {
  if (runs.length === 0) return [];
  const { header } = runs[0]!.strip;
  if (at < header.rolloutAt) {
    return [
      number(`${header.next} goes out at ${format.clock(header.rolloutAt)}`), say(', under '), number(format.plural(runs.length, 'strategy', 'strategies')),
      say(` at once: the same ${format.count(header.replicas)} servers, the same ${format.count(header.users)} users, the same ${format.count(header.requests)} requests.`),
    ];
  }
  const rows = runs.map((run): Row => ({ ...run, figures: figuresAt(run.strip, at) }));
  return runs.every(({ strip }) => isOverAt(strip, at)) ? inTheEnd(rows) : soFar(rows, at);
}

function soFar(rows: readonly Row[], at: Micros): Part[] {
  const order = [...rows].sort((a, b) => b.figures.failed - a.figures.failed), failing = order.filter(({ figures }) => figures.failed > 0);
  const none = order.filter(({ figures }) => figures.failed === 0), over = rows.filter(({ strip }) => isOverAt(strip, at));
  const standing: Part[] = over.length === 0 ? [] : [say(` ${format.count(over.length)} of ${format.count(rows.length)} ${over.length === 1 ? 'is' : 'are'} over.`)];
  if (failing.length === 0) return [say('No request has failed so far.'), ...standing];
  const named = failing.slice(0, NAMED).map(({ label, figures }, i) => [
    number(label), say(i === 0 ? ' has failed ' : ' '), harm(format.count(figures.failed)), ...(i === 0 ? [say(figures.failed === 1 ? ' request' : ' requests')] : []),
  ]);
  const rest = none.length === 0 ? [] : none.length <= NAMED ? [say('; '), ...listed(none.map(({ label }) => [number(label)])), say(' none')] : [say(`; ${format.count(none.length)} strategies none`)];
  return [say('So far '), ...listed(named), ...rest, say('.'), ...standing];
}

/** The most harm and the least, each with its reason; then who kept users waiting longest, and who cost most. */
function inTheEnd(rows: readonly Row[]): Part[] {
  const worst = most(rows, ({ figures }) => figures.failed), best = most(rows, ({ figures }) => -figures.failed);
  if (worst.figures.failed === 0) return [say('No strategy failed a single request.'), ...price(rows)];
  const { users } = worst.strip.header;
  const parts = [
    number(worst.label), say(' failed '), harm(format.plural(worst.figures.failed, 'request')), say(', for '),
    harm(worst.figures.hurt === users ? `all ${format.count(users)} users` : `${format.count(worst.figures.hurt)} of ${format.plural(users, 'user')}`), say(`: ${because(worst)}. `),
  ];
  if (best.figures.failed === worst.figures.failed) return [...parts, say('All others failed as many.'), ...price(rows)];
  // Whom no user has met has an easy time; of those that met users, too, the best is told.
  const met = rows.filter(({ strip, figures }) => figures.failed > 0 && strip.reason.share > 0);
  const careful = best.figures.failed > 0 || met.length < 2 ? null : most(met, ({ figures }) => -figures.failed);
  return [
    ...parts, number(best.label), ...(best.figures.failed === 0 ? [say(' failed '), number('none')] : [say(' failed only '), harm(format.count(best.figures.failed))]), say(`: ${because(best)}`),
    ...(careful === null ? [] : [say('; '), number(careful.label), say(' failed '), harm(format.count(careful.figures.failed)), say(`: ${because(careful)}`)]),
    say('.'), ...recovery(rows, worst), ...price(rows),
  ];
}

/** Why a run cost its users what it did, in a few words. */
export function because({ strip: { header, reason } }: Told): string {
  const { next } = header, { down, share, exposed } = reason;
  if (down >= OUTAGE_LEAST) return `it was down for ${format.duration(down)}`;
  if (share === 0) return `${next} never answered a user`;
  const part = share >= 0.995 ? `${next} had everybody` : `${next} got at most ${format.percent(Math.round(share * 100) / 100)}`;
  return `${part}, for ${format.duration(exposed)}`;
}

/** Who was below the goal longest, of those that recovered, and who never did. */
function recovery(rows: readonly Row[], worst: Row): Part[] {
  const isLost = ({ strip }: Row): boolean => strip.outcome === 'degraded' || strip.outcome === 'stalled';
  // Of the worst enough has been said.
  const lost = rows.filter((row) => isLost(row) && row !== worst), back = rows.filter((row) => !isLost(row) && row.strip.recovery !== null);
  const length = ({ strip: { recovery: gap, header } }: Row): Micros => (gap === null ? 0 : (gap.to ?? header.horizon) - gap.from);
  const slow = back.length < 2 ? null : most(back, length);
  return [
    ...(slow === null ? [] : [say(' '), number(slow.label), say(' took '), number(format.duration(length(slow))), say(' to recover')]),
    ...(lost.length === 0 ? (slow === null ? [] : [say('.')]) : [
      say(slow === null ? ' ' : '; '), ...listed(lost.map(({ label, strip }) => [number(label), say(` ended ${OUTCOME_LABELS[strip.outcome]}`)])), say('.'),
    ]),
  ];
}

/** Server-minutes below which nobody would call one rollout dearer than another. */
const DEARER = 1;

function price(rows: readonly Row[]): Part[] {
  const dear = most(rows, ({ figures }) => figures.surplus), cheap = most(rows, ({ figures }) => -figures.surplus);
  if (dear.figures.surplus < DEARER || dear.figures.surplus - cheap.figures.surplus < DEARER) return [];
  return [say(' '), number(dear.label), say(' cost most: '), number(`${format.decimal(Math.round(dear.figures.surplus * 10) / 10)} server-minutes`), say('.')];
}

/** The row with the most of something; of equals the first. */
const most = (rows: readonly Row[], of: (row: Row) => number): Row => rows.reduce((best, row) => (of(row) > of(best) ? row : best));
