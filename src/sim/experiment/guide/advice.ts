import { format } from '../../trace/index.ts';
import { CRITERIA, type CriterionId } from './criteria.ts';
import { familyOf, type Evidence } from './evidence.ts';
import { judged, type Judged } from './judge.ts';
import { ranked, type Ranked } from './ranking.ts';
import type { Situation } from './situation.ts';

/** The guide's answer, as far as runs of this world give one. */
export interface Advice {
  situation: Situation;
  /** `nothing fits`: every strategy breaks a limit beyond chance, or cannot be played. */
  standing: 'recommended' | 'not decided' | 'nothing fits';
  /** All strategies, best first. */
  ranked: Ranked[];
  recommended: Ranked | null;
  /** The next one that fits; failing that, the next in order. Null where there is no other. */
  runnerUp: Ranked | null;
  /** The answer and its evidence, in sentences. */
  reasons: string[];
  /** Without which one limit most strategies would fit that do not; null unless nothing fits, or where no single one is to blame. */
  binds: { id: CriterionId; frees: string[] } | null;
  confidence: number;
  /** How many intervals hold together (Bonferroni). */
  family: number;
  /** Replications of the strategy that has fewest. */
  replications: number;
}

/**
 * What to do in a situation. First comes the simplest strategy of those that keep every limit beyond chance and that none of the others which do
 * beats; see `ranked`.
 * @param evidence of the strategies to choose from, played in the world of this situation
 */
export function adviceOf(situation: Situation, evidence: readonly Evidence[], confidence = 0.95): Advice {
  const family = familyOf(evidence.length),
    order = ranked(
      evidence.map((one) => judged(one, situation)),
      1 - (1 - confidence) / family,
    );
  const [first, second] = order,
    isFit = first?.standing === 'fits',
    isOpen = first?.standing === 'not decided';
  const played = order.filter(({ standing }) => standing !== 'cannot');
  const advice = {
    situation,
    standing: isFit ? ('recommended' as const) : isOpen ? ('not decided' as const) : ('nothing fits' as const),
    ranked: order,
    recommended: isFit ? first! : null,
    runnerUp: second ?? null,
    binds: isFit || isOpen ? null : bindsMost(played),
    confidence,
    family,
    replications: played.length === 0 ? 0 : Math.min(...played.map((one) => one.evidence.replications)),
  };
  return { ...advice, reasons: reasonsOf(advice) };
}

/** The one limit without which most would fit. */
function bindsMost(order: readonly Judged[]): Advice['binds'] {
  const frees = (id: CriterionId): string[] =>
    order
      .filter(({ criteria }) => criteria.every((one) => one.id === id || one.verdict === 'fits' || one.verdict === 'not asked'))
      .map(({ label }) => label);
  const best = CRITERIA.map(({ id }) => ({ id, frees: frees(id) })).reduce((most, one) =>
    one.frees.length > most.frees.length ? one : most,
  );
  return best.frees.length === 0 ? null : best;
}

/** What speaks against a strategy first, as the rest of a sentence that begins with its label; null when nothing does. */
export function objectionTo({ cannot, criteria, beatenBy }: Ranked): string | null {
  if (cannot !== null) return cannot;
  const broken =
    criteria.find(({ verdict }) => verdict === 'does not fit') ?? criteria.find(({ verdict }) => verdict === 'not decided');
  if (broken !== undefined) return broken.says + (broken.verdict === 'not decided' ? ': these runs do not decide' : '');
  return beatenBy === null ? null : `fits, too, but ${beatenBy} is better beyond chance and nowhere worse`;
}

function reasonsOf({ ranked: order, recommended, runnerUp, binds, standing }: Omit<Advice, 'reasons'>): string[] {
  if (order.every(({ standing, evidence: { replications } }) => standing !== 'cannot' && replications === 0)) return ['Nothing has been played yet.'];
  const others = (some: readonly Ranked[]): string[] =>
    some.map((one) => `${one.label} ${objectionTo(one) ?? `would do, too: it asks more of you${gain(one, recommended)}`}.`);
  if (standing === 'recommended') {
    const asked = recommended!.criteria.filter(({ verdict }) => verdict === 'fits');
    const all = asked.length === 0 ? 'You set no limit' : `${recommended!.label} keeps ${limits(asked.length)}`;
    const tight = tightest(recommended!);
    return [
      `${all}${tight === null ? '' : `; closest to its limit, it ${tight}`}.`,
      ...(runnerUp?.standing === 'fits' ? ['Of those that do, it is the simplest that no other beats.'] : []),
      ...others(order.slice(1)),
    ];
  }
  if (standing === 'not decided') return ['These runs do not decide: play more of them.', ...others(order)];
  const bound = binds === null ? null : CRITERIA.find(({ id }) => id === binds.id)!;
  return [
    bound === null
      ? 'Nothing keeps all limits, and no single one is to blame.'
      : `Nothing keeps all limits. ${bound.label} binds most: without that limit ${binds!.frees.join(', ')} would fit.`,
    ...others(order),
  ];
}

const limits = (count: number): string =>
  count === 1 ? 'the one limit' : count === 2 ? 'both limits' : `all ${format.count(count)} limits`;

/** What one that would do, too, has above the recommended one: where it is better by most, beyond chance. */
function gain(one: Ranked, recommended: Ranked | null): string {
  const gains = one.criteria.flatMap(({ tells, value }, place) => {
    const against = recommended?.criteria[place]?.value ?? null,
      high = value?.high ?? null,
      low = against?.low ?? null;
    if (value === null || against === null || high === null || low === null || high >= low) return [];
    return [{ tells, share: value.mean / against.mean }];
  });
  return gains.length === 0 ? '' : `, and ${gains.reduce((most, next) => (next.share < most.share ? next : most)).tells}`;
}

/** The limit that is kept with the least room. */
function tightest({ criteria }: Judged): string | null {
  const room = criteria.flatMap(({ verdict, limit, value, says }) =>
    verdict !== 'fits' || limit === null || limit === 0 ? [] : [{ says, share: value!.mean / limit }],
  );
  return room.length === 0 ? null : room.reduce((most, one) => (one.share > most.share ? one : most)).says;
}
