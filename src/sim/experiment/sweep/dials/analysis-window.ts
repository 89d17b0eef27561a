import { durationsAround } from '../around.ts';
import { plainDial } from '../dial.ts';
import { leavesOf } from '../leaves.ts';
import { strategyIn } from './strategy.ts';

/** How far back the measurements of a rollout look; Flagger calls it interval. */
export const analysisWindow = plainDial({
  id: 'analysisWindow',
  label: 'Analysis window',
  help: 'How far back every measurement of the rollout looks.',
  kind: 'duration',
  places(source) {
    const { kind, title } = strategyIn(source);
    if (kind === 'baseline') return ['strategy.baseline.lookback'];
    const name = kind === 'flagger' ? 'interval' : 'window',
      isWindow = new RegExp(`^strategy\\..*\\bmetrics\\.\\d+\\.${name}$`);
    const paths = leavesOf(source).flatMap(({ path }) => (isWindow.test(path) ? [path] : []));
    return paths.length > 0 ? paths : `${title} measures nothing in this world.`;
  },
  around: (own) => durationsAround(own, ['10s', '20s', '30s', '60s', '120s']),
});
