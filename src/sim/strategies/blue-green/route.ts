import type { Why } from '../../trace/facts.ts';
import type { Route } from '../../trace/route.ts';
import { inputsOf } from './explain.ts';
import type { Params } from './params.ts';
import type { Status, View } from './state.ts';

/** How requests are to be divided: all to the active environment, and, if so wished, copies of some to the preview until the switch. */
export function routeOf({ dnsTtl, previewTraffic }: Params, { active, target, aborted }: Status): Route {
  const hasPreview = previewTraffic !== null && active !== target && !aborted;
  return {
    weights: active === null ? null : { [active]: 1 },
    ...(hasPreview ? { mirror: { pool: target, share: previewTraffic } } : {}),
    ...(dnsTtl === null ? {} : { spread: dnsTtl }),
  };
}

export const explainMirror = (view: View): Why => ({
  rule: 'blueGreen.mirror',
  says: `Copies of requests go to the preview no more: ${view.status.aborted ? 'the rollout was aborted' : 'there is nothing to try'}.`,
  arithmetic: `asked for: ${view.status.target}; users are sent to ${view.status.active ?? 'nothing yet'}`,
  inputs: inputsOf(view),
  alternatives: ['No user has waited for an answer to a copy.'],
  source: 'The scenario: previewTraffic.',
});
