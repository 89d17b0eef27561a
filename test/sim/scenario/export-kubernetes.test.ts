import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comesBack, reasonsOf, scenarioOf, scenarios, textOf } from './exported.ts';

test('a rolling update becomes a Deployment, and what it cannot say stands in front of it', () => {
  const scenario = scenarioOf({
    title: 'checkout',
    horizon: '5m',
    fleet: {
      replicas: 6,
      boot: '8s',
      readiness: { period: '3s', failure: 2 },
      liveness: { period: '1.5s' },
      preStop: '10s',
      grace: '40s',
    },
    revisions: { v1: {}, v2: { errorRate: '0.7%' } },
    strategy: {
      rolling: { maxSurge: 2, maxUnavailable: '0%', minReady: '5s', progressDeadline: 'none', revisionHistoryLimit: 3 },
    },
    operator: [{ afterAlarm: '30s', do: 'undo' }],
  });
  expect(textOf(scenario, 'kubernetes')).toBe(`# For Cutover alone: what no manifest says. Leave it out of what you apply.
horizon: 5m
fleet: {boot: 8s, liveness: {period: 1.5s}, onTerm: drain}
traffic: {rate: 40/s}
revisions: {v1: {}, v2: {errorRate: 0.7%}}
operator: [{do: undo, afterAlarm: 30s}]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
spec:
  replicas: 6
  minReadySeconds: 5
  progressDeadlineSeconds: 2147483647
  revisionHistoryLimit: 3
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 2
      maxUnavailable: 0%
  selector:
    matchLabels:
      app: checkout
  template:
    metadata:
      labels:
        app: checkout
    spec:
      terminationGracePeriodSeconds: 40
      containers:
        - name: checkout
          image: checkout:v2
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /ready
              port: http
            periodSeconds: 3
            failureThreshold: 2
          lifecycle:
            preStop:
              sleep:
                seconds: 10
`);
});

test('a preStop that Kubernetes’ own sleep cannot hold is a command', () => {
  const hookOf = (preStop: string) =>
    textOf(scenarioOf({ fleet: { preStop }, strategy: 'recreate' }), 'kubernetes').split('preStop:')[1];
  expect(hookOf('45s')).toContain("- sleep\n                  - '45'");
  expect(hookOf('2.5s')).toContain("- sleep\n                  - '2.5'");
});

test('a length that is no whole number of seconds is refused by the field that would hold it', () => {
  expect(reasonsOf(scenarioOf({ strategy: { rolling: { minReady: '1.5s', progressDeadline: '90.5s' } } }), 'kubernetes')).toEqual(
    [
      'The field progressDeadlineSeconds counts whole seconds, and here it would be 1m30.5s.',
      'The field minReadySeconds counts whole seconds, and here it would be 1.5s.',
    ],
  );
});

test('Deployments are the only form of what Deployments do', () => {
  expect(reasonsOf(scenarioOf({ strategy: 'recreate' }), 'argo')).toEqual([
    'A Rollout is a canary or blue/green; recreating everything is what Kubernetes’ own Deployment does.',
  ]);
  expect(reasonsOf(scenarioOf({ strategy: 'by-hand' }), 'kubernetes')).toEqual([
    'Rollouts by hand have no controller, so no manifest describes them.',
  ]);
});

test('whatever a Deployment can say comes back the same', () => {
  let exported = 0;
  fc.assert(
    fc.property(fc.oneof(scenarios('rolling'), scenarios('recreate')), (scenario) => {
      if (comesBack(scenario, 'kubernetes')) exported++;
      else for (const reason of reasonsOf(scenario, 'kubernetes')) expect(reason).toMatch(/counts whole seconds/);
    }),
    { numRuns: 150, seed: 4 },
  );
  expect(exported).toBeGreaterThan(75);
});
