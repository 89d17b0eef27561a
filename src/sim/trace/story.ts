import type { Micros } from '../kernel/index.ts';
import { STATE_LABELS } from './causes.ts';
import type { Fact, FactOf, ReplicaState } from './facts.ts';
import { percent, spoken } from './format.ts';
import { stateOfType } from './lives.ts';
import type { Trace } from './trace.ts';

/** One thing worth a word in the timeline. */
export interface Piece {
  at: Micros;
  fact: Fact;
  /** Pieces with the same key in one line are told once, by the last of them or together. */
  key: string;
  isHarm: boolean;
}

/** Stations of a replica's life that are news; the others show in the glyphs of the next line. */
const NEWS: ReadonlySet<ReplicaState> = new Set<ReplicaState>([
  'available',
  'unready',
  'crashed',
  'backOff',
  'lost',
  'killed',
  'gone',
]);
const HARM: ReadonlySet<ReplicaState> = new Set<ReplicaState>(['unready', 'crashed', 'backOff', 'lost', 'killed']);

/** The news of the run in order of time: what a person at a terminal would want a line about. Of how it begins, only a fault is news. */
export function newsOf(trace: Trace): Piece[] {
  const isReadyNews = becomesAvailableLater(trace);
  return trace.facts.flatMap((fact) => {
    const piece = pieceOf(fact, isReadyNews, trace);
    return piece && (fact.at > 0 || fact.type === 'fault.injected') ? [piece] : [];
  });
}

function pieceOf(fact: Fact, isReadyNews: boolean, trace: Trace): Piece | null {
  const piece = (key: string, isHarm = false): Piece => ({ at: fact.at, fact, key, isHarm });
  switch (fact.type) {
    case 'replicaset.scaled':
      return piece(`scaled ${setOf(fact)}`);
    case 'autoscaler.scaled':
      return piece('autoscaler');
    case 'replicaset.blocked':
      return piece(`blocked ${setOf(fact)}`, true);
    case 'weight.changed':
      return sharesOf(fact.weights).length > 1 ? null : piece('weights', sharesOf(fact.weights).length === 0);
    case 'rollout.held':
      return piece('held');
    case 'rollout.state':
      if (fact.reason === '' || isOfPerson(fact, trace)) return null;
      return piece(`${fact.cause === null ? 'asked' : 'state'} ${fact.reason}`);
    case 'operator.acted':
      return piece(`operator ${fact.index} ${fact.action}`);
    case 'fault.injected':
    case 'fault.ended':
      return piece(`fault ${fact.type} ${fact.index}`, fact.type === 'fault.injected');
    case 'alarm.fired':
    case 'alarm.cleared':
      return piece(fact.type, fact.type === 'alarm.fired');
    case 'route.asked':
      return piece('route');
    case 'analysis.started':
      return piece(`analysis started ${fact.run}`);
    case 'analysis.measured':
      return fact.phase === 'Successful' ? null : piece(`measured ${fact.run} ${fact.metric}`, true);
    case 'analysis.ended':
      return piece(`analysis ended ${fact.run}`, fact.phase === 'Failed' || fact.phase === 'Error');
    default:
      return lifePiece(fact, isReadyNews);
  }
}

/** Whether a state says no more than the person who brought it about: `went back to v1` beside `undo`, `v3 was requested` beside `deploy v3`. */
function isOfPerson({ cause, reason }: FactOf<'rollout.state'>, trace: Trace): boolean {
  const person = cause === null ? undefined : trace.facts[cause];
  return person?.type === 'operator.acted' && (reason.startsWith(PERSON) || person.action.startsWith('deploy '));
}

/** How a machine begins a reason that a person gave it. */
const PERSON = 'a person ';

function lifePiece(fact: Fact, isReadyNews: boolean): Piece | null {
  const state = stateOfType(fact.type);
  if (!state || !('replica' in fact) || !(NEWS.has(state) || (state === 'ready' && isReadyNews))) return null;
  return { at: fact.at, fact, key: `life ${state} ${fact.revision}`, isHarm: HARM.has(state) };
}

/** Whether being ready and being available are two things in this run; otherwise one of them is news enough. */
function becomesAvailableLater(trace: Trace): boolean {
  const readyAt = new Map<string, Micros>();
  return trace.facts.some((fact) => {
    if (fact.type === 'replica.ready') readyAt.set(fact.replica, fact.at);
    return fact.type === 'replica.available' && (readyAt.get(fact.replica) ?? fact.at) !== fact.at;
  });
}

/** Kinds of piece that a reader looks for by the clock: each begins a line of its own instant, however much is gathered around it. */
const LOUD = ['fault', 'alarm', 'operator', 'autoscaler', 'asked', 'state'];
export const isLoud = ({ key }: Piece): boolean => LOUD.some((prefix) => key.startsWith(prefix));

/** The order within a line: what came from outside, then as it happened, then what routers made of it. */
const ORDER = ['fault', 'alarm', 'operator', 'autoscaler', 'asked', '', 'weights'];
const rank = (key: string): number => {
  const place = ORDER.findIndex((prefix) => prefix !== '' && key.startsWith(prefix));
  return place < 0 ? ORDER.indexOf('') : place;
};

/** Tells the pieces of one line; those of a kind are told together. That a controller waits is only told where it did nothing else. */
export function tell(pieces: readonly Piece[]): { text: string; isHarm: boolean }[] {
  const groups = new Map<string, Piece[]>();
  const hasScaled = pieces.some(({ fact }) => fact.type === 'replicaset.scaled');
  for (const piece of pieces)
    if (!(hasScaled && piece.key === 'held')) groups.set(piece.key, [...(groups.get(piece.key) ?? []), piece]);
  const told = [...groups]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([, group]) => ({ text: tellGroup(group), isHarm: group[0]!.isHarm }));
  // State, route and size often change for one reason: it is told once, with the most that is said of it.
  const says = (a: { text: string }, b: { text: string }): boolean => a.text.toLowerCase().includes(b.text.toLowerCase());
  return told.filter((one, i) => !told.some((other, j) => j !== i && says(other, one) && (other.text.length > one.text.length || j < i)));
}

function tellGroup(group: readonly Piece[]): string {
  const { fact } = group.at(-1)!;
  switch (fact.type) {
    case 'replicaset.scaled': {
      const { from } = group[0]!.fact as FactOf<'replicaset.scaled'>;
      const sizes = `${setOf(fact)} ${from}→${fact.to}`;
      return group.length > 1 ? `${sizes} in ${group.length} steps` : `${sizes}: ${reasonOf(fact)}`;
    }
    case 'autoscaler.scaled':
      return `autoscaler: ${withoutStop(fact.reason).replace(/^A/, 'a')}`;
    case 'replicaset.blocked':
      return `${setOf(fact)} is ${fact.missing} short: ${withoutStop(fact.reason)}`;
    case 'rollout.held':
      return withoutStop(fact.why.says || fact.reason);
    case 'rollout.state':
      return withoutStop(fact.reason);
    case 'weight.changed':
      return shares(fact.weights);
    case 'operator.acted':
      return `operator: ${fact.action}${fact.accepted ? '' : `, refused: ${withoutStop(fact.reason)}`}`;
    case 'fault.injected':
      return `fault: ${spoken(fact.fault)}${fact.target === '' ? '' : ` (${fact.target})`}`;
    case 'fault.ended':
      return `fault over: ${spoken(fact.fault)}`;
    case 'alarm.fired':
      return `ALARM: ${percent(fact.failedShare)} of requests fail`;
    case 'alarm.cleared':
      return 'alarm cleared';
    case 'route.asked':
      return withoutStop(fact.reason);
    case 'analysis.started':
      return withoutStop(fact.reason);
    case 'analysis.measured':
      return `${fact.metric} ${MEASURED_AS[fact.phase]}${fact.dryRun ? ' (dry run)' : ''}: ${fact.says}`;
    case 'analysis.ended':
      return `analysis ${fact.phase.toLowerCase()}${fact.reason === '' ? '' : `: ${withoutStop(fact.reason)}`}`;
    default:
      return 'revision' in fact ? `${group.length} ${fact.revision} ${STATE_LABELS[stateOfType(fact.type)!]}` : '';
  }
}

/** A set as one would say it: `v1`, or `baseline v1` where a strategy keeps several of one revision apart. */
const setOf = ({ revision, environment }: { revision: string; environment?: string }): string =>
  environment === undefined ? revision : `${environment} ${revision}`;

/** Why a size changed, without saying once more how: `v1 6→5` has said it. */
function reasonOf({ why, reason }: FactOf<'replicaset.scaled'>): string {
  return withoutStop(why.says || reason).replace(/^(?:Added|Removed) (?:the last )?(?:\d+ )?\S+ servers?[:,] /, '');
}

/** How a measurement came out. */
const MEASURED_AS = {
  Pending: 'pending',
  Running: 'measuring',
  Successful: 'fine',
  Failed: 'failed',
  Inconclusive: 'inconclusive',
  Error: 'not measured',
} as const;

const withoutStop = (says: string): string => says.replace(/\.$/, '');

/** Revisions that routers send requests to. Shares between two have their own column; only who is alone is news. */
const sharesOf = (weights: Record<string, number>): string[] => Object.keys(weights).filter((revision) => weights[revision]! > 0);

function shares(weights: Record<string, number>): string {
  const [alone] = sharesOf(weights);
  return alone === undefined ? 'routers know no server' : `all requests go to ${alone}`;
}
