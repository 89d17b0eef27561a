import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, type Note, type Source } from '../../../src/sim/scenario/index.ts';
import { sleepOf } from '../../../src/sim/scenario/manifests/pre-stop.ts';
import { complaint } from './complaint.ts';

const fixture = (name: string): string => readFileSync(`test/fixtures/manifests/${name}.yaml`, 'utf8');
const nginx = fixture('nginx');
const withSpec = (more: string): string => nginx.replace('  selector', `  ${more}\n  selector`);
const withContainer = (more: string): string => nginx.replace('        ports:', `        ${more}\n        ports:`);
const told = (notes: Note[], kind: Note['kind']): string[] => notes.filter((note) => note.kind === kind).map(({ line, message }) => `${line}: ${message}`);

describe('manifests as people run them', () => {
  test('an nginx: no probe, default strategy', () => {
    const { source, scenario, notes } = parse(nginx);
    expect(source).toEqual({
      title: 'nginx-deployment', horizon: '10m', fleet: { grace: '30s', readiness: 'none', replicas: 3 },
      strategy: { rolling: { maxSurge: '25%', maxUnavailable: '25%', minReady: '0s', progressDeadline: '10m' } },
    });
    expect(scenario.fleet).toMatchObject({ replicas: 3, readiness: null, grace: 30_000_000 });
    expect(scenario.rollout).toEqual({ at: 30_000_000, to: 'v2' });
    expect(told(notes, 'assumed')).toEqual([
      '1: Traffic: a manifest does not say; 40 requests a second assumed. Set traffic.rate.',
      '1: Revisions: v1 → v2, the same code newly rolled out. Set revisions to give v2 a fault or another latency.',
      '1: Boot: a manifest does not say; half of all starts within 6s and 99% within 12s assumed. Set fleet.boot.',
      '1: On TERM: assumed to stop listening and finish its requests. Set fleet.onTerm.',
      '18: No readiness probe: a server gets requests as soon as its container runs, while it is still booting.',
    ]);
  });

  test('a Spring service: three probes, a sleep, a sidecar', () => {
    const { source, notes } = parse(fixture('spring-service'));
    expect(source['fleet']).toEqual({
      replicas: 8, grace: '1m', preStop: '15s',
      readiness: { initialDelay: '5s', period: '5s', timeout: '3s', success: 2, failure: 2 },
      liveness: { initialDelay: '0s', period: '20s', timeout: '1s', success: 1, failure: 3 },
      startup: { initialDelay: '0s', period: '5s', timeout: '1s', success: 1, failure: 30 },
    });
    expect(source['strategy']).toEqual({ rolling: { maxSurge: 2, maxUnavailable: '12%', minReady: '10s', progressDeadline: '7m', revisionHistoryLimit: 3 } });
    expect(told(notes, 'notModelled')).toEqual([
      '34: Not modelled: securityContext.',
      '36: Not modelled: affinity.',
      '45: Not modelled: initContainers. Add the time that they take to fleet.boot.',
      '57: Not modelled: env.',
      '60: Not modelled: resources.',
      '90: Not modelled: volumeMounts.',
      '93: Not modelled: container "envoy", since only the first one is. Really, its readiness probe must pass too before the pod is ready.',
      '99: Not modelled: volumes.',
    ]);
  });

  test('a one-replica worker that must not run twice', () => {
    const { source } = parse(fixture('one-replica-worker'));
    expect(source['strategy']).toEqual({ recreate: { minReady: '0s', progressDeadline: '10m' } });
    expect(source['fleet']).toMatchObject({ replicas: 1, liveness: { period: '30s' } });
  });

  test('maxSurge: 0, and a preStop sleep in a shell', () => {
    const { source, scenario } = parse(fixture('max-surge-zero'));
    expect(scenario.strategy.params).toMatchObject({ maxSurge: { unit: 'count', value: 0 }, maxUnavailable: { unit: 'count', value: 1 } });
    expect(source['fleet']).toMatchObject({ preStop: '20s', readiness: { initialDelay: '0s', period: '10s', timeout: '1s', success: 1, failure: 3 } });
  });

  test('Service, ConfigMap and HPA beside it are ignored aloud', () => {
    const { scenario, notes } = parse(fixture('with-service-configmap-hpa'));
    expect(scenario).toMatchObject({ title: 'catalog', fleet: { replicas: 1 } });
    expect(told(notes, 'ignored')).toEqual([
      '1: Service catalog was ignored: it takes no part in a rehearsal.',
      '13: ConfigMap catalog was ignored: it takes no part in a rehearsal.',
      '45: HorizontalPodAutoscaler catalog was ignored: no manifest says how busy the servers are. Set fleet.autoscaler in a scenario to have one act.',
    ]);
    expect(told(notes, 'assumed')).toContain('20: Replicas: the manifest does not say, which Kubernetes takes for 1. Set fleet.replicas.');
  });

  test('of two Deployments the first is rehearsed, or the one that the scenario names', () => {
    const list = fixture('list-of-two');
    expect(parse(list).scenario).toMatchObject({ title: 'web', fleet: { replicas: 3 } });
    expect(told(parse(list).notes, 'ignored')).toEqual(['14: Deployment admin was ignored: the rehearsal is of Deployment web.']);
    const named = parse(`manifest: admin\ntraffic: { rate: 5/s }\n---\n${list}`);
    expect(named.scenario).toMatchObject({ title: 'admin', fleet: { replicas: 2 }, traffic: { rate: 5 } });
    expect(Object.hasOwn(named.source, 'manifest')).toBe(false);
  });

  test('what kubectl prints of a live object loads too', () => {
    const live = nginx
      .replace('  labels:\n', '  uid: 6f1c\n  generation: 4\n  creationTimestamp: "2024-01-01T00:00:00Z"\n  managedFields: []\n  labels:\n')
      .replace('  template:\n    metadata:\n', '  template:\n    metadata:\n      creationTimestamp: null\n') + 'status:\n  readyReplicas: 3\n';
    expect(parse(live).source).toEqual(parse(nginx).source);
  });

  test('a long rollout gets a long run', () => {
    expect(parse(nginx.replace('replicas: 3', 'replicas: 60').replace('  selector', '  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }\n  selector')).source['horizon']).toBe('35m');
  });

  test('a progress deadline of the largest number is none', () => {
    expect(parse(withSpec('progressDeadlineSeconds: 2147483647')).scenario.strategy.params).toMatchObject({ progressDeadline: null });
  });
});

describe('a scenario with its Deployment behind it', () => {
  test('says what the manifest cannot', () => {
    const { scenario } = parse(`title: Mine\nfleet: { boot: 20s }\nrevisions: { a: {}, b: { errorRate: 5% } }\n---\n${nginx}`);
    expect(scenario).toMatchObject({ title: 'Mine', fleet: { replicas: 3, boot: { value: 20_000_000 } }, rollout: { to: 'b' } });
  });
  test('may say how many when the manifest leaves that to an autoscaler', () => {
    expect(parse(`fleet: { replicas: 7 }\n---\n${nginx.replace('  replicas: 3\n', '')}`).scenario.fleet.replicas).toBe(7);
  });
  test('may not contradict it', () =>
    expect(complaint(`fleet: { replicas: 3, boot: 1s }\nstrategy: { recreate: {} }\n---\n${nginx}`)).toBe(
      [
        'f.yaml:1:10  fleet.replicas: is said by the Deployment nginx-deployment too (replicas). Remove one of the two.',
        'f.yaml:2:1  strategy: is said by the Deployment nginx-deployment already. Remove it here, or remove the Deployment.',
      ].join('\n'),
    ));
  test('must name one that is there', () => {
    expect(complaint(`manifest: ngnx-deployment\n---\n${nginx}`)).toBe(
      'f.yaml:1:11  manifest: names "ngnx-deployment", and this file has no Deployment, Rollout or Canary of that name. Did you mean "nginx-deployment"?',
    );
    expect(complaint('manifest: web\nstrategy: { rolling: {} }')).toBe(
      'f.yaml:1:11  manifest: names "web", and this file has no Deployment, Rollout or Canary of that name. Remove manifest, or put the manifest behind the scenario, after a line with ---.',
    );
  });
  test('is told of mistakes in both', () =>
    expect(complaint(`trafic: { rate: 5/s }\n---\n${nginx.replace('replicas: 3', 'replicas: -1')}`)).toBe(
      ['f.yaml:1:1  trafic: is not known. Did you mean "traffic"?', 'f.yaml:10:13  spec.replicas: is -1 ("must be greater than or equal to 0"). Write 0 or more.'].join('\n'),
    ));
});

describe('what the API server rejects is rejected with its reason:', () => {
  test('both bounds zero', () =>
    expect(complaint(withSpec('strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0% } }'))).toBe(
      'f.yaml:9:61  spec.strategy.rollingUpdate.maxUnavailable: and maxSurge are both 0, so no server could ever be replaced ("may not be 0 when `maxSurge` is 0"). Set one of them to 1 or more.',
    ));
  test('fractional and too large percentages, an unknown type', () =>
    expect(complaint(withSpec('strategy: { type: Rolling, rollingUpdate: { maxSurge: 2.5%, maxUnavailable: 150% } }'))).toBe(
      [
        'f.yaml:9:21  spec.strategy.type: is "Rolling" (supported values: "Recreate", "RollingUpdate"). Did you mean "RollingUpdate"?',
        `f.yaml:9:57  spec.strategy.rollingUpdate.maxSurge: is "2.5%" ("a valid percent string must be a numeric value followed by an ending '%'"). Write a whole number or a whole percentage such as 25%.`,
        'f.yaml:9:79  spec.strategy.rollingUpdate.maxUnavailable: is "150%" ("must not be greater than 100%"). Write 100% or less.',
      ].join('\n'),
    ));
  test('but a surge of more than 100% is fine', () =>
    expect(parse(withSpec('strategy: { rollingUpdate: { maxSurge: 200% } }')).scenario.strategy.params).toMatchObject({ maxSurge: { value: 200 } }));
  test('Recreate with rollingUpdate', () =>
    expect(complaint(withSpec('strategy: { type: Recreate, rollingUpdate: { maxSurge: 1 } }'))).toBe(
      "f.yaml:9:46  spec.strategy.rollingUpdate: is given together with type Recreate (\"may not be specified when strategy `type` is 'Recreate'\"). Remove rollingUpdate, or set type to RollingUpdate.",
    ));
  test('a selector that is missing, empty or of another', () => {
    expect(complaint(nginx.replace('  selector:\n    matchLabels:\n      app: nginx\n', ''))).toBe(
      'f.yaml:7:1  spec.selector: is missing ("Required value"). Add selector.matchLabels with the labels of the template.',
    );
    expect(complaint(nginx.replace('matchLabels:\n      app: nginx', 'matchLabels: {}'))).toBe(
      'f.yaml:10:5  spec.selector: is empty ("empty selector is invalid for deployment"). Add matchLabels with the labels of the template.',
    );
    expect(complaint(nginx.replace('app: nginx\n  template', 'app: nginy\n  template'))).toBe(
      'f.yaml:15:9  spec.template.metadata.labels: do not match the selector, which wants app: "nginy" and finds "nginx" ("`selector` does not match template `labels`"). Give the template the label that the selector wants.',
    );
    expect(complaint(nginx.replace('matchLabels:\n      app: nginx', 'matchExpressions: [{ key: app, operator: NotIn, values: [nginx] }]'))).toContain(
      'do not match the selector’s matchExpressions',
    );
    expect(complaint(nginx.replace('matchLabels:\n      app: nginx', 'matchExpressions: [{ key: app, operator: In, values: [nginx] }]'))).toBe('nothing is wrong');
  });
  test('a deadline that is no longer than the ready time', () => {
    expect(complaint(withSpec('minReadySeconds: 60\n  progressDeadlineSeconds: 60'))).toBe(
      'f.yaml:10:28  spec.progressDeadlineSeconds: is 60, and minReadySeconds is 60 ("must be greater than minReadySeconds"). Set progressDeadlineSeconds to more than 60.',
    );
    expect(complaint(withSpec('minReadySeconds: 700'))).toBe(
      'f.yaml:9:20  spec.minReadySeconds: is 700, and progressDeadlineSeconds is 600 by default ("must be greater than minReadySeconds"). Set progressDeadlineSeconds to more than 700.',
    );
  });
  test('wrong types, unknown fields and negative numbers', () =>
    expect(complaint(nginx.replace('replicas: 3', 'replicas: "3"\n  minReadySecond: 4\n  minReadySeconds: -1\n  paused: "yes"'))).toBe(
      [
        'f.yaml:8:13  spec.replicas: must be a whole number, is "3" (cannot unmarshal string into a field of type int32). Remove the quotes: 3.',
        'f.yaml:9:3  spec.minReadySecond: is an unknown field (strict decoding error). Did you mean "minReadySeconds"?',
        'f.yaml:10:20  spec.minReadySeconds: is -1 ("must be greater than or equal to 0"). Write 0 or more.',
        'f.yaml:11:11  spec.paused: must be true or false, is "yes" (cannot unmarshal string into a field of type bool). Write true or false without quotes.',
      ].join('\n'),
    ));
  test('probes and hooks that cannot be', () =>
    expect(
      complaint(
        withContainer(
          [
            'livenessProbe: { httpGet: { prt: 80 }, successThreshold: 2 }',
            'readinessProbe: { periodSeconds: 5 }',
            'startupProbe: { exec: { command: [a] }, tcpSocket: { port: 1 } }',
            'lifecycle: { preStop: { sleep: { seconds: 40 } } }',
          ].join('\n        '),
        ),
      ),
    ).toBe(
      [
        'f.yaml:20:26  spec.template.spec.containers.0.livenessProbe.httpGet.port: is missing ("Required value"). Add the port: a number, or the name of a port.',
        'f.yaml:20:37  spec.template.spec.containers.0.livenessProbe.httpGet.prt: is an unknown field (strict decoding error). Did you mean "port"?',
        'f.yaml:20:66  spec.template.spec.containers.0.livenessProbe.successThreshold: is 2 ("must be 1" for liveness and startup probes). Write 1, or remove it.',
        'f.yaml:21:25  spec.template.spec.containers.0.readinessProbe: does not say how ("must specify a handler type"). Add exec, httpGet, tcpSocket, grpc: one of them.',
        'f.yaml:22:60  spec.template.spec.containers.0.startupProbe.tcpSocket: is one handler too many ("may not specify more than 1 handler type"). Keep one.',
        'f.yaml:23:51  spec.template.spec.containers.0.lifecycle.preStop.sleep.seconds: is 40 ("must be greater than 0 and less than terminationGracePeriodSeconds (30)"). Sleep less, or raise terminationGracePeriodSeconds.',
      ].join('\n'),
    ));
  test('an apiVersion that is gone', () =>
    expect(complaint(nginx.replace('apps/v1', 'extensions/v1beta1'))).toBe(
      'f.yaml:1:13  apiVersion: is "extensions/v1beta1", which Kubernetes 1.16 removed (no matches for kind "Deployment" in version "extensions/v1beta1"). Write apiVersion: apps/v1.',
    ));
  test('a Deployment without anything', () =>
    expect(complaint('kind: Deployment')).toBe(
      [
        'f.yaml:1:1  apiVersion: is not set. Add apiVersion: apps/v1.',
        'f.yaml:1:1  metadata: has no name ("name or generateName is required"). Add metadata.name.',
        'f.yaml:1:1  spec: is missing ("Required value"). Add the spec of the Deployment.',
      ].join('\n'),
    ));
  test('containers without name or image, a restart policy of a Job', () =>
    expect(complaint(nginx.replace('        image: nginx:1.27\n', '').replace('    spec:\n', '    spec:\n      restartPolicy: Never\n'))).toBe(
      [
        'f.yaml:17:22  spec.template.spec.restartPolicy: is "Never" (supported values: "Always"). Remove it: a Deployment always restarts its containers.',
        'f.yaml:19:9  spec.template.spec.containers.0.image: is missing ("Required value"). Add the image of the container.',
      ].join('\n'),
    ));
});

describe('what a rehearsal cannot take says so:', () => {
  test('no servers, or too many', () => {
    expect(complaint(nginx.replace('replicas: 3', 'replicas: 0'))).toBe('f.yaml:8:13  spec.replicas: is 0, so there is nothing to rehearse. Write 1 or more.');
    expect(complaint(nginx.replace('replicas: 3', 'replicas: 900'))).toBe(
      'f.yaml:8:13  spec.replicas: is 900, and a rehearsal has 500 servers at most. Write 500 or less: proportions stay the same.',
    );
  });
  test('a bound of ours that a manifest breaks is told at the manifest’s line', () =>
    expect(complaint(withContainer('readinessProbe: { tcpSocket: { port: 80 }, initialDelaySeconds: 7200 }'))).toBe(
      'f.yaml:20:73  spec.template.spec.containers.0.readinessProbe.initialDelaySeconds: must be at most 1h, is "2h". Write 1h or less.',
    ));
  test('other kinds', () => {
    expect(complaint(nginx.replace('kind: Deployment', 'kind: StatefulSet'))).toBe(
      'f.yaml:2:7  holds a StatefulSet, and only a Deployment, a Rollout or a Canary can be rehearsed. Paste a Deployment (apps/v1), a Rollout (argoproj.io) or a Canary (flagger.app), or write a scenario.',
    );
    expect(complaint('apiVersion: v1\nkind: Service\nmetadata: { name: a }\n')).toBe('f.yaml:2:7  holds no Deployment, Rollout or Canary, only Service. Paste the Deployment, the Rollout or the Canary too.');
  });
});

describe('what people paste by mistake gets the cure:', () => {
  test('a Helm template', () =>
    expect(complaint(nginx.replace('replicas: 3', 'replicas: {{ .Values.replicas }}'))).toBe(
      'f.yaml:8:13  is a Helm template ({{ … }}), not YAML yet. Render it first, with helm template, and paste what comes out.',
    ));
  test('a Helm template with a block of its own', () =>
    expect(complaint(nginx.replace('  replicas', '  {{- if not .Values.autoscaling.enabled }}\n  replicas'))).toBe(
      'f.yaml:8:3  is a Helm template ({{ … }}), not YAML yet. Render it first, with helm template, and paste what comes out.',
    ));
  test('a kind in small letters', () =>
    expect(complaint(nginx.replace('kind: Deployment', 'kind: deployment'))).toBe('f.yaml:2:7  has an unknown kind "deployment". Did you mean "Deployment"?'));
  test('but JSON, as kubectl prints it, is YAML too', () => {
    const json = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } } } };
    expect(parse(JSON.stringify(json)).scenario).toMatchObject({ title: 'web', fleet: { replicas: 2 } });
    expect(parse(JSON.stringify(json, null, 2)).source).toEqual(parse(JSON.stringify(json, null, '\t')).source);
  });
});

describe('the preStop hook', () => {
  const fleet = (more: string): Source[string] => parse(withContainer(more)).source['fleet']!;
  test.each([
    [['sleep', '5'], 5], [['/bin/sleep', '5s'], 5], [['sh', '-c', 'sleep 10'], 10], [['/bin/sh', '-c', 'sleep 5 && nginx -s quit'], 5],
    [['bash', '-ec', 'echo bye; sleep 2m'], 120], [['sh', '-c', 'curl localhost/sleep'], null], [['nginx', '-s', 'quit'], null], [[], null],
  ])('%j sleeps for %s seconds', (command, seconds) => expect(sleepOf(command)).toBe(seconds));

  test('sleeps natively', () => expect(fleet('lifecycle: { preStop: { sleep: { seconds: 5 } } }')).toMatchObject({ preStop: '5s' }));
  test.each([['sleep, "60"', '1m'], ['sleep, infinity', '1d']])('that sleeps longer than the grace period is played as it is: %s', (command, length) => {
    const { source, notes } = parse(withContainer(`lifecycle: { preStop: { exec: { command: [${command}] } } }`));
    expect(source['fleet']).toMatchObject({ preStop: length, grace: '30s' });
    expect(told(notes, 'assumed')).toContain(
      `20: preStop takes ${length}, and the grace period ends after 30s: the server gets TERM at 30s and KILL 2s later, whatever it still has to do.`,
    );
  });
  test('that calls a URL takes no time, and says so', () =>
    expect(told(parse(withContainer('lifecycle: { preStop: { httpGet: { path: /bye, port: 80 } } }')).notes, 'assumed')).toContain(
      '20: preStop: httpGet takes as long as the server likes; assumed to take no time. Set fleet.preStop.',
    ));
});

test('labels, annotations and environment are texts', () => {
  const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: [a], annotations: { port: 8080 } }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, version: 1.8, empty: } }
    spec:
      containers:
        - { name: web, image: "web:1", ports: 80, env: [{ name: PORT, value: 8080 }, { name: DEBUG, value: false }, { name: A, value: "1" }, B] }
`;
  expect(complaint(manifest).split('\n')).toEqual([
    'f.yaml:3:32  metadata.labels: must be a mapping, is a list. Write name: value.',
    'f.yaml:3:58  metadata.annotations.port: must be a text, is 8080 (cannot unmarshal number into a field of type string). Put it in quotes: "8080".',
    'f.yaml:7:46  spec.template.metadata.labels.version: must be a text, is 1.8 (cannot unmarshal number into a field of type string). Put it in quotes: "1.8".',
    'f.yaml:10:47  spec.template.spec.containers.0.ports: must be a list, is 80. Begin each entry with a dash.',
    'f.yaml:10:78  spec.template.spec.containers.0.env.0.value: must be a text, is 8080 (cannot unmarshal number into a field of type string). Put it in quotes: "8080".',
    'f.yaml:10:108  spec.template.spec.containers.0.env.1.value: must be a text, is false (cannot unmarshal bool into a field of type string). Put it in quotes: "false".',
    'f.yaml:10:142  spec.template.spec.containers.0.env.3: must be a mapping, is "B". Write { name: …, value: … }.',
  ]);
});
