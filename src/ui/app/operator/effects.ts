import type { Act } from '../../../sim/index.ts';

/** What a sentence about an act needs to know of the instant. */
export interface Instant {
  /** The strategy's id. */
  strategy: string;
  /** The machine's state, as a path. */
  state: string;
  /** The revision that Git asks for, and the one that an abort or an undo goes back to. */
  wanted: string;
  back: string;
  replicas: number;
}

type Effect = (instant: Instant, act: Act) => string;
type Effects = Partial<Record<Act['act'], Effect>>;

const isAt = ({ state }: Instant, leaf: string): boolean => state.endsWith(leaf);

/** What acts come to whatever the strategy is. */
const ANY: Record<Act['act'], Effect> = {
  promote: () => 'ends this pause, and goes on',
  promoteFull: ({ wanted }) => `gives ${wanted} everything at once: no more pauses, no more analyses`,
  pause: () => 'leaves both versions as they stand',
  resume: () => 'goes on from here',
  abort: ({ back, wanted }) => `sends all requests back to ${back}; Git still says ${wanted}`,
  retry: ({ wanted }) => `tries ${wanted} once more, from the start`,
  undo: (_, { to }) => `asks Git for ${to}, in a rollout of its own`,
  deploy: (_, { to }) => `asks for ${to}, in a rollout that begins now`,
  scale: ({ replicas }) => `asks for ${more(replicas)} servers instead of ${replicas}`,
};

const BY_HAND: Effects = {
  undo: (_, { to }) => `puts ${to} back by the same runbook, with an outage of its own`,
  deploy: (_, { to }) => `begins the runbook anew with ${to}`,
};

const ROLLING: Effects = {
  undo: (_, { to }) => `goes back to ${to}, server by server: a rollout of its own`,
};

const RECREATE: Effects = {
  undo: (_, { to }) => `stops everything, and then starts ${to}: an outage of its own`,
  pause: () => 'stops the rollout here; what is down stays down',
};

const hasSwitched = (instant: Instant): boolean => isAt(instant, 'verifying') || isAt(instant, 'standingBy');

const switchOver = (instant: Instant): string =>
  isAt(instant, 'undecided') ? 'measures once more' : `switches all users to ${instant.wanted}`;

const BLUE_GREEN: Effects = {
  promote: switchOver,
  promoteFull: (instant) =>
    hasSwitched(instant)
      ? `makes ${instant.wanted} the stable version without a verdict`
      : `switches all users to ${instant.wanted} as soon as it is whole: no pause, no analysis`,
  pause: () => 'switches nobody until it is resumed; servers still come and are replaced',
  // Between steps either ends the pause; only a pause of its own needs to be resumed.
  resume: (instant) => (isAt(instant, 'paused') ? 'goes on from here' : switchOver(instant)),
  abort: (instant) =>
    hasSwitched(instant)
      ? `switches all users back to ${instant.back}; Git still says ${instant.wanted}`
      : `leaves all users on ${instant.back} and drops the other environment; Git still says ${instant.wanted}`,
  undo: (instant, { to }) =>
    isAt(instant, 'standingBy')
      ? `switches all users back to ${to}, which still stands by; Git says ${to} then`
      : `asks Git for ${to}: a whole environment, and then a switch`,
};

const CANARY: Effects = {
  promote: (instant) =>
    isAt(instant, 'paused')
      ? 'ends this pause: the next step begins'
      : isAt(instant, 'analysing')
        ? 'goes on without waiting for the verdict'
        : 'skips this step',
  promoteFull: ({ wanted }) => `skips all steps, pauses and analyses: ${wanted} gets all requests`,
  pause: () => 'stops the controller itself: nothing is scaled or routed any more',
  resume: () => 'lets the controller go on',
  retry: ({ wanted }) => `starts ${wanted} over, from the first step`,
  undo: ({ wanted }, { to }) => `asks Git for ${to} instead of ${wanted}: going back needs no steps`,
};

const isOnTrial = (instant: Instant): boolean =>
  ['waiting', 'progressing', 'waitingPromotion'].some((leaf) => isAt(instant, leaf));
const rollBack = (back: string): string => `sends all requests back to the primary at the next tick; it runs ${back}`;

const FLAGGER: Effects = {
  promote: (instant) =>
    isAt(instant, 'waitingPromotion')
      ? `opens the gate: the next tick begins to update the primary`
      : 'opens the gate: the next tick begins the trial',
  abort: ({ back }) => rollBack(back),
  undo: ({ back }, { to }) =>
    to === null ? rollBack(back) : `releases ${to} again: for Flagger that is a release like any other`,
  // On trial, asking for what the primary runs anyway is a rollback, too.
  deploy: (instant, { to }) =>
    to === instant.back && isOnTrial(instant) ? rollBack(instant.back) : `asks for ${to}; a tick will see it`,
};

/** The new version runs beside the stable one; `trial` is what its servers are called. */
const besides = (trial: string): Effects => ({
  promote: ({ wanted }) => `ends the comparison, and updates the stable side to ${wanted}`,
  promoteFull: ({ wanted }) => `ends the comparison, and updates the stable side to ${wanted}`,
  pause: () => 'holds everything as it is: the time of comparing does not count',
  abort: (instant) =>
    isAt(instant, 'promoting') || isAt(instant, 'overdue')
      ? `takes the update back to ${instant.back}; Git still says ${instant.wanted}`
      : `takes the ${trial} away; Git still says ${instant.wanted}`,
  retry: (instant) =>
    isAt(instant, 'deciding') ? 'compares once more, from the start' : `starts the ${trial} once more, from the start`,
  undo: (instant, { to }) =>
    isAt(instant, 'complete') || isAt(instant, 'restored')
      ? `asks Git for ${to}`
      : `takes the ${trial} away; Git says ${to} then`,
});

const BASELINE: Effects = {
  promote: (instant) =>
    isAt(instant, 'warmingUp')
      ? 'begins to compare now, warm or not'
      : isAt(instant, 'comparing')
        ? `lets ${instant.wanted} pass without waiting for the last judgement`
        : `updates production to ${instant.wanted}`,
  promoteFull: (instant) =>
    isAt(instant, 'waitingForPromotion')
      ? `updates production to ${instant.wanted}`
      : `updates production to ${instant.wanted} without comparing any further`,
  pause: () => 'holds everything as it is: no judgement is made, and no step is taken',
  abort: ({ back, wanted }) => `takes canary and baseline away: production runs ${back}; Git still says ${wanted}`,
  retry: ({ wanted }) => `compares ${wanted} once more, with fresh servers on both sides`,
};

const EFFECTS: Readonly<Record<string, Effects>> = {
  'by-hand': BY_HAND,
  rolling: ROLLING,
  recreate: RECREATE,
  'blue-green': BLUE_GREEN,
  canary: CANARY,
  baseline: BASELINE,
  flagger: FLAGGER,
  shadow: besides('shadow'),
  'ab-test': besides('variant'),
};

/** Half as many servers again, and at least one more. */
export const more = (replicas: number): number => replicas + Math.max(1, Math.round(replicas / 2));

/** What an act would come to at this instant, in half a sentence. */
export function effectOf(act: Act, instant: Instant): string {
  const effect = EFFECTS[instant.strategy]?.[act.act] ?? ANY[act.act];
  return effect(instant, act);
}
