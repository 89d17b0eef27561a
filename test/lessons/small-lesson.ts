import type { Texts } from '../../src/lessons/author/files.ts';
import { readLesson } from '../../src/lessons/author/read.ts';
import type { Lesson } from '../../src/lessons/lesson.ts';
import { ScenarioError } from '../../src/sim/index.ts';

/** A lesson that runs in no time: two servers, a router that hears late, and a wait that cures it. */
export const SMALL: Texts = {
  scenario: `title: Small
horizon: 60s
fleet: { replicas: 2, boot: 2s, pull: 1s, preStop: 0s, grace: 20s }
traffic: { rate: 40/s, users: 50, endpointLag: 3s }
revisions:
  v1: { latency: 40ms }
  v2: { latency: 40ms }
rollout: { at: 10s, to: v2 }
strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } }
`,
  spec: `title: A small lesson
about: One sentence.
seed: 1
unseen: 5
controls:
  wait: { path: fleet.preStop, label: Wait, help: How long., from: 0s, to: 10s, step: 5s }
acts: [pause, undo]
rounds:
  update: { label: An update, window: { before: 5s, after: 30s }, ends: promoted, servedByNext: 100, meets: closed }
moments:
  closed: { says: The first server closes, fact: replica.stopping, where: { revision: v1 } }
  forgotten: { says: Routers forget it, fact: replica.forgotten, where: { revision: v1 } }
  empty: { says: Nobody is ready, begins: ready < 1 }
guesses:
  ready: { round: update, kind: curve, ask: Draw., quantity: ready, most: 4 }
  lost:
    { round: update, kind: count, ask: How many?, most: 500, truth: { metric: failed }, reveals: [{ id: M4, below: 30%, says: None. }] }
  race: { round: update, kind: bar, ask: How long?, most: 20s, truth: { between: { from: closed, to: forgotten } } }
marks:
  closed: { round: update, moment: closed, within: 1s, ask: When?, missed: Look again. }
values:
  lost: { round: update, metric: failed }
  wait: { round: update, log: expert, setting: fleet.preStop }
  other: { round: update, log: contrast, metric: failed }
compare: { round: update, control: wait, values: [10s, 0s] }
checks:
  saw: { round: update, says: You saw it., must: { marked: { mark: closed } } }
  none: { round: update, says: None fails., must: { total: failed <= 0 } }
  unseen: { round: update, says: On other days too., must: { acrossSeeds: { runs: 3, that: { total: failed <= 0 } } } }
expert:
  attempt: { wait: 0s }
  plan: { wait: 5s }
  guesses: { ready: "0s 2, 30s 2", lost: '60', race: 3s }
  marks: { closed: 13s }
naive:
  attempt: { wait: 0s }
  plan: { wait: 0s }
  guesses: { ready: "0s 2, 30s 2", lost: '0', race: 3s }
  marks: { closed: 13s }
  fails: none
  reveals: [M4]
`,
  prose: `:::hook
Press **start**.
:::

:::attempt
::plan
:::

:::predict{round=update}
::guess{id=ready}

::guess{id=lost}

::guess{id=race}
:::

::::run{round=update}
:::moment{id=closed}
It closes.
:::
::::

:::observe{round=update}
::mark{id=closed}
:::

::::explain
::compare

You lost :fact[lost], and there :fact[other].

:::broken{id=none}
See [why](https://example.org/why).
:::
::::

::::prove
::plan

:::hint
Look.
:::

:::hint
Wait.
:::

:::hint
Wait for :fact[wait].
:::
::::

:::open
Break *it*.
:::
`,
};

/** The small lesson, changed by replacing texts that must be there. */
export function small(changes: Partial<Record<keyof Texts, readonly (readonly [from: string, to: string])[]>> = {}): Lesson {
  return readLesson(changed(changes), 'small');
}

/** Everything that is wrong with the small lesson so changed, one line each. */
export function complaint(changes: Parameters<typeof small>[0]): string {
  try {
    small(changes);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}

function changed(changes: NonNullable<Parameters<typeof small>[0]>): Texts {
  const texts = { ...SMALL };
  for (const file of ['scenario', 'spec', 'prose'] as const)
    for (const [from, to] of changes[file] ?? []) {
      if (!texts[file].includes(from)) throw new Error(`The small lesson has no ${from}`);
      texts[file] = texts[file].replace(from, to);
    }
  return texts;
}
