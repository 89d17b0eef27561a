/** A Rollout of Argo with its analysis, Services and route, as a careful team keeps them in Git. */
export const ROLLOUT = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: checkout
spec:
  replicas: 8
  selector:
    matchLabels: { app: checkout }
  template:
    metadata:
      labels: { app: checkout }
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: checkout
          image: registry.example.com/checkout:3.2.0
          readinessProbe:
            httpGet: { path: /ready, port: 8080 }
            periodSeconds: 3
          lifecycle:
            preStop: { sleep: { seconds: 10 } }
  strategy:
    canary:
      canaryService: checkout-canary
      stableService: checkout-stable
      trafficRouting:
        istio:
          virtualService: { name: checkout, routes: [primary] }
      analysis:
        startingStep: 1
        templates: [{ templateName: success-rate }]
        args:
          - { name: service, value: checkout-canary }
      steps:
        - setWeight: 5
        - pause: { duration: 2m }
        - setWeight: 20
        - pause: { duration: 3m }
        - setWeight: 60
        - pause: { duration: 2m }
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: success-rate
spec:
  args: [{ name: service }]
  metrics:
    - name: success-rate
      interval: 30s
      initialDelay: 1m
      failureLimit: 1
      successCondition: result[0] >= 0.97
      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: |
            sum(rate(istio_requests_total{destination_service_name="{{args.service}}", response_code!~"5.*"}[1m]))
            / sum(rate(istio_requests_total{destination_service_name="{{args.service}}"}[1m]))
---
apiVersion: v1
kind: Service
metadata: { name: checkout-canary }
spec: { selector: { app: checkout }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: checkout-stable }
spec: { selector: { app: checkout }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: checkout }
spec:
  hosts: [checkout]
  http:
    - name: primary
      route:
        - { destination: { host: checkout-stable }, weight: 100 }
        - { destination: { host: checkout-canary }, weight: 0 }
`;
