import type { Why } from '../../trace/facts.ts';
import { spoken, stillMissing } from '../kubernetes/words.ts';
import { explain } from './explain.ts';
import { doBothServe, hasShare, isPairUp, revisionOf, sideOf, type Scene } from './scene.ts';
import { intervalOf, intervalsOf } from './schedule.ts';
import { PAIR } from './sets.ts';

/** Why nothing happens to the pair just now; null when there is nothing to say. */
export function explainHold(scene: Scene): Why | null {
  switch (scene.phase) {
    case 'preparing':
      return isPairUp(scene) || hasShare(scene) ? waitForRouters(scene, 'give both sides their share') : waitForServers(scene);
    case 'warmingUp':
      return doBothServe(scene)
        ? waitFor(scene, 'warmUp', `${spoken(scene.params.warmUp)} for both sides to warm up`, [
            'Measuring now would have compared how fast two versions warm up, not how well they serve.',
          ])
        : waitForServers(scene);
    case 'comparing':
      return doBothServe(scene)
        ? waitFor(
            scene,
            'interval',
            `the pair is judged every ${spoken(intervalOf(scene.params))}, ${intervalsOf(scene.params)} times in all`,
            ['Promoting now is what a person may do, in place of the judge.', 'A single judgement that fails ends it at once.'],
          )
        : waitForServers(scene);
    case 'cleaningUp':
    case 'removing':
      return scene.isFollowed && scene.params.cleanupDelay > 0
        ? waitFor(scene, 'cleanup', `canary and baseline stay up for ${spoken(scene.params.cleanupDelay)} without requests`, [
            'They get no requests any more: only a person who looks at them learns anything from them.',
          ])
        : waitForRouters(scene, 'let go of both sides');
    case 'waitingForPromotion':
      return waitFor(scene, 'person', `${scene.trial} has passed, and a person has to promote it`, [
        'With promotion: automatic, production would have been updated by now.',
        `Production stays on ${scene.stable} for as long as nobody decides.`,
      ]);
    default:
      return null;
  }
}

const waitFor = (scene: Scene, rule: string, what: string, alternatives: string[]): Why =>
  explain(scene, {
    rule: `wait.${rule}`,
    says: `Waiting: ${what}.`,
    arithmetic: scene.dueAt === null ? 'no time is set' : `${spoken(Math.max(0, scene.dueAt - scene.now))} to go`,
    alternatives,
    source: 'each stage waits for the one before it',
  });

const waitForRouters = (scene: Scene, what: string): Why =>
  explain(scene, {
    rule: 'wait.routers',
    says: `Waiting: routers have yet to ${what}.`,
    arithmetic: 'asked, not in force',
    alternatives: ['Going on now would have counted on requests that still go elsewhere.'],
    source: 'a stage ends when what it asked for is in force',
  });

function waitForServers(scene: Scene): Why {
  const late = PAIR.map((side) => ({ side, missing: scene.size - sideOf(scene, side).available })).filter(
    ({ missing }) => missing > 0,
  );
  const deadline = scene.params.progressDeadline;
  return explain(scene, {
    rule: 'wait.servers',
    says: `Waiting: ${late.map(({ side, missing }) => `of the ${side}, ${stillMissing(missing, scene.size, revisionOf(scene, side), 'available')}`).join('; ')}.`,
    arithmetic: late.map(({ side, missing }) => `${side} ${scene.size} − ${scene.size - missing} = ${missing}`).join(', '),
    alternatives: [
      'Beginning with one side alone would have made it older than the other.',
      ...(scene.phase === 'preparing' && deadline !== null
        ? [`A pair that is not up within ${spoken(deadline)} ends the release.`]
        : []),
    ],
    source: 'the comparison begins when every server of both clusters is up',
  });
}
