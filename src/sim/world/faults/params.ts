import type { Distribution, Micros } from '../../kernel/index.ts';

interface FaultBase {
  at: Micros;
}
export type Fault = FaultBase &
  (
    | { kind: 'crash'; replicas: number; revision: string | null }
    | { kind: 'crashLoop'; for: Micros | null; revision: string; after: Distribution }
    | { kind: 'imagePullFailure'; for: Micros | null; revision: string }
    | { kind: 'readinessNeverPasses'; for: Micros | null; revision: string }
    | { kind: 'slowBoot'; for: Micros | null; revision: string | null; factor: number }
    | { kind: 'nodeLoss'; for: Micros | null; node: number }
    | { kind: 'trafficSpike'; for: Micros; factor: number }
  );
export type FaultKind = Fault['kind'];
