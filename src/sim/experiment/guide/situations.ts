import { HOUR, MINUTE, SECOND } from '../../kernel/index.ts';
import { strategyOf } from '../../strategies/index.ts';
import { objectionTo, type Advice } from './advice.ts';
import type { Situation } from './situation.ts';

/** A row of the table that everyone asserts: a situation in words, and the strategy that is said to be right for it. */
export interface NamedSituation {
  id: string;
  title: string;
  strategy: string;
  /** What the words are taken to mean; chosen before anything was measured, and the same in every world. */
  means: string;
  situation: Situation;
}

const STANDARD: Situation = {
  downtime: 0,
  together: true,
  spare: 0.25,
  routing: false,
  monitoring: 'pager',
  harm: 10 * SECOND,
  blast: null,
  back: 10 * MINUTE,
  out: 30 * MINUTE,
  traffic: 1,
};

export const SITUATIONS: readonly NamedSituation[] = [
  {
    id: 'dev-tools',
    title: 'Dev tools',
    strategy: 'recreate',
    means: 'Ten minutes of downtime bother nobody; no server to spare, no router, no pager: colleagues complain.',
    situation: { ...STANDARD, downtime: 10 * MINUTE, spare: 0, monitoring: 'nothing', harm: null, back: null, out: HOUR },
  },
  {
    id: 'standard',
    title: 'Standard service',
    strategy: 'rolling',
    means:
      'No downtime in a good release, and on average failures worth 10 s of outage at most; a quarter more servers, as Kubernetes takes by default; a plain service in front, a pager, and ten minutes for the way back.',
    situation: STANDARD,
  },
  {
    id: 'instant-rollback',
    title: 'Zero downtime and instant rollback',
    strategy: 'blue-green',
    means:
      'No downtime, and everybody back within 5 s of the decision; twice the servers for a while, a router with weights, an analysis.',
    situation: { ...STANDARD, spare: 1, routing: true, monitoring: 'analysis', back: 5 * SECOND },
  },
  {
    id: 'high-risk',
    title: 'High risk',
    strategy: 'canary',
    means:
      'A bad release may hurt 5% of the users at most, and failures are worth 2 s of outage on average; no downtime, everybody back within 5 s of the decision; twice the servers for a while, a router with weights, an analysis, and two hours for a release.',
    situation: {
      ...STANDARD,
      spare: 1,
      routing: true,
      monitoring: 'analysis',
      harm: 2 * SECOND,
      blast: 0.05,
      back: 5 * SECOND,
      out: 2 * HOUR,
    },
  },
];

export const STANDARD_SITUATION: Situation = STANDARD;

/** Whether the runs of a world give what the table says. */
export interface Held {
  comes: 'comes out' | 'does not come out' | 'not decided';
  /** One sentence. */
  says: string;
}

/** Holds a row of the table against the guide's answer for its situation. */
export function heldAgainst({ title, strategy }: NamedSituation, { standing, recommended, ranked }: Advice): Held {
  const { title: label } = strategyOf(strategy),
    asserted = ranked.find(({ id }) => id === strategy);
  if (recommended?.id === strategy) return { comes: 'comes out', says: `${title}: ${label}, as everyone recommends.` };
  if (standing === 'not decided')
    return { comes: 'not decided', says: `${title}: these runs do not decide; everyone recommends ${label}.` };
  const against = asserted === undefined ? 'was not played' : (objectionTo(asserted) ?? 'would do, too, and asks more of you'),
    instead = recommended === null ? 'nothing fits' : recommended.label;
  return { comes: 'does not come out', says: `${title}: ${instead}. ${label}, which everyone recommends, ${against}.` };
}
