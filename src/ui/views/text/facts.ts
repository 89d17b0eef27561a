import { countUpTo, type Fact, type FactId, format, type Micros, oncePerTrace, STATE_LABELS, stateOfType, type Trace } from '../../../sim/index.ts';
import { spell } from '../../marks/words.ts';

const decisions = oncePerTrace((trace) => {
  const ids: FactId[] = [];
  trace.facts.forEach((fact, id) => {
    // What was waited for has come once the rollout stands elsewhere: the state then says more than the waiting.
    const endsWaiting = fact.type === 'rollout.state' && ids.length > 0 && trace.facts[ids.at(-1)!]!.type === 'rollout.held';
    if ('why' in fact || endsWaiting) ids.push(id);
  });
  return { ids, at: ids.map((id) => trace.facts[id]!.at) };
});

/** The latest explained decision up to an instant, or the state that ended the latest waiting; null before the first. */
export function decisionAt(trace: Trace, at: Micros): FactId | null {
  const { ids, at: times } = decisions(trace);
  return ids[countUpTo(times, at) - 1] ?? null;
}

/** One fact in a sentence. */
export function sayFact(trace: Trace, fact: Fact): string {
  if ('why' in fact) return fact.why.says;
  switch (fact.type) {
    case 'replica.known': return `Routers learnt of ${fact.replica} and began to send to it.`;
    case 'replica.forgotten': return `Routers forgot ${fact.replica} and ceased to send to it.`;
    case 'probe.failed': return `The ${fact.probe} probe of ${fact.replica} failed.`;
    case 'weight.changed': {
      const shares = Object.entries(fact.weights).filter(([, share]) => share > 0).map(([revision, share]) => `${format.percent(share)} to ${revision}`);
      return shares.length > 0 ? `Routers now send ${format.listed(shares)}.` : 'Routers know no server any more.';
    }
    case 'pools.changed': return sayPools(fact);
    case 'route.effective': return 'Routers now divide requests as they were asked to.';
    case 'analysis.measured': return `Measured ${fact.metric}${fact.dryRun ? ' (a dry run)' : ''}, ${fact.phase.toLowerCase()}: ${fact.says}.`;
    case 'analysis.ended': return `The analysis ended ${fact.phase.toLowerCase()}${fact.reason ? `: ${fact.reason}` : ''}.`;
    case 'desired.changed': return fact.at === 0 ? `Git asks for ${fact.revision}.` : `Git asks for ${fact.revision} now.`;
    case 'acts.changed': return `A person could now ${format.listed(fact.acts.map(({ act, to }) => spell(act) + (to === null ? '' : act === 'undo' ? ` (to ${to})` : ` ${to}`))) || 'do nothing'}.`;
    case 'rollout.state': return `The rollout is ${spell(fact.state)}${fact.reason ? `: ${fact.reason}` : ''}.`;
    case 'fault.injected': return `A fault was injected: ${spell(fact.fault)}${fact.target ? ` of ${fact.target}` : ''}.`;
    case 'fault.ended': return `The fault ended: ${spell(fact.fault)}.`;
    case 'operator.acted': return fact.accepted ? `A person said: ${spell(fact.action)}${fact.reason ? ` (${fact.reason})` : ''}.` : `A person said ${spell(fact.action)}, and it was refused: ${fact.reason}.`;
    case 'alarm.fired': return `The pager went off: ${format.percent(fact.failedShare)} of requests failed within ${format.duration(trace.header.alarm.window)}; the limit is ${format.percent(trace.header.alarm.failedAbove)}.`;
    case 'alarm.cleared': return `The alarm cleared: ${format.percent(fact.failedShare)} of requests failed.`;
    default: {
      const state = stateOfType(fact.type);
      const replica = 'replica' in fact ? fact.replica : '';
      return state ? `${replica}: ${STATE_LABELS[state]}${'detail' in fact && fact.detail ? ` (${fact.detail})` : ''}.` : fact.type;
    }
  }
}

function sayPools({ names, asked }: Extract<Fact, { type: 'pools.changed' }>): string {
  const called = `${format.listed(Object.entries(names).map(([pool, name]) => `${pool} is ${name}`))}.`;
  if (asked === null) return `For the controller, ${called}`;
  return `For the controller, ${called} By numbers of servers it is after ${format.listed(Object.entries(asked).map(([pool, share]) => `${format.percent(share)} for ${pool}`))}.`;
}
