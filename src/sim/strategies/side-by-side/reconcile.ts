import { setOf } from '../kubernetes/pass.ts';
import { reconcile as roll } from '../rolling/reconcile.ts';
import { isPrepared, reaches, routeOf, setsIn } from './environments.ts';
import { explainClearing, explainPreparing, explainRoute, explainTrial } from './explain.ts';
import { PRIMARY, type SidePass, type View } from './state.ts';

/**
 * One pass over both sides. The stable side is an ordinary Deployment that rolls by its own rules, whatever happens beside it; the
 * trial has the size that it should have, and loses its servers only once no router sends anything there.
 */
export function reconcile(view: View): SidePass {
  const route = routeOf(view);
  const isAsked = JSON.stringify(view.routes.asked) === JSON.stringify(route);
  const primary = rollPrimary(view);
  const trial = sizeTrial(view);
  return {
    route: isAsked ? null : { route, why: explainRoute(view) },
    scale: [...primary.scale, ...trial],
    hold: trial.length > 0 ? null : (holdOf(view) ?? primary.hold),
  };
}

/** A pause holds a rolling update where it is; a primary of one revision keeps its size all the same. */
function rollPrimary(view: View): Pick<SidePass, 'scale' | 'hold'> {
  const { standing, bounds, knobs } = view;
  const sets = setsIn(view, PRIMARY);
  const isUnderWay = sets.some(({ revision, spec }) => revision !== standing.primary && spec > 0);
  if (standing.isPaused && isUnderWay) return { scale: [], hold: null };
  const pass = roll({ target: standing.primary, sets, bounds, knobs });
  return {
    scale: pass.resizes.map(({ revision, to, why }) => ({ set: { revision, environment: PRIMARY }, to, why })),
    hold: pass.hold,
  };
}

function sizeTrial(view: View): SidePass['scale'] {
  const { standing, size, kind, routes } = view;
  const sets = setsIn(view, kind.environment);
  const wanted = standing.trial === null || sets.some((set) => set.revision === standing.trial) ? [] : [standing.trial];
  const isHeld = reaches(routes.effective, kind.environment);
  return [...sets.map(({ revision }) => revision), ...wanted].flatMap((revision) => {
    const { spec } = setOf(sets, revision),
      isOnTrial = revision === standing.trial,
      to = isOnTrial ? size : 0;
    if (to === spec || (!isOnTrial && isHeld)) return [];
    return [{ set: { revision, environment: kind.environment }, to, why: explainTrial(view, revision, spec, to) }];
  });
}

/** What the trial waits for. The primary says for itself what it waits for. */
function holdOf(view: View): SidePass['hold'] {
  const { standing, kind } = view;
  const isLeft = setsIn(view, kind.environment).some(({ revision, spec }) => revision !== standing.trial && spec > 0);
  if (isLeft) return explainClearing(view);
  return standing.trial !== null && !standing.isOpen && !isPrepared(view) ? explainPreparing(view) : null;
}
