import { build } from '../../../scenario/index.ts';
import { serversUpTo } from '../around.ts';
import { plainDial } from '../dial.ts';
import { isOn, strategyIn } from './strategy.ts';

const SURGING = ['rolling', 'canary', 'flagger', 'baseline', 'shadow', 'ab-test'];

/** How many servers more than usual there may be. */
export const surge = plainDial({
  id: 'surge',
  label: 'Surge',
  help: 'How many servers above the wanted number an update may run (maxSurge).',
  kind: 'servers',
  places(source) {
    const { kind, title, params } = strategyIn(source);
    if (!SURGING.includes(kind)) return `${title} has no surge.`;
    if (kind === 'canary' && isOn(params['trafficRouting'])) return 'A canary behind a router makes no use of its surge.';
    return [`strategy.${kind}.maxSurge`];
  },
  around: (own, source) => serversUpTo(own, build(source).fleet.replicas),
});
