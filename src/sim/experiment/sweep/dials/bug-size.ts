import { build, edit, type Source } from '../../../scenario/index.ts';
import { formatPercent } from '../../../schema/index.ts';
import { sharesWith } from '../around.ts';
import { positionOf, type Dial } from '../dial.ts';

/** Halved and doubled, so that the curve is even on a logarithmic axis. */
const USUAL = ['0.5%', '1%', '2%', '4%', '8%', '16%', '32%'];

function rates(source: Source): { stable: number; next: number; path: string } {
  const { revisions, rollout } = build(source);
  return {
    stable: revisions[0]!.errorRate,
    next: revisions.find(({ id }) => id === rollout.to)!.errorRate,
    path: `revisions.${rollout.to}.errorRate`,
  };
}

/** Share of requests that only the new version fails; what else is wrong with it stays. */
export const bugSize: Dial = {
  id: 'bugSize',
  label: 'Size of the bug',
  help: 'Share of requests that the new version fails beyond what the old one does.',
  kind: 'share',
  refusal: () => null,
  own(source) {
    const { stable, next } = rates(source);
    return next < stable ? null : formatPercent(next - stable);
  },
  values: (source) => sharesWith(bugSize.own(source), USUAL),
  set(source, value) {
    const { stable, path } = rates(source);
    return edit(source, path, formatPercent(stable + (positionOf('share', value, source) ?? NaN)));
  },
};
