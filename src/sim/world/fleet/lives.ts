import { PHASE, quantileOf, type Calendar, type Distribution, type Micros, type Random } from '../../kernel/index.ts';
import type { FactId, ReplicaState } from '../../trace/facts.ts';
import type { Recorder } from '../../trace/recorder.ts';
import { checkMove } from './lifecycle.ts';
import type { Replica } from './replica.ts';

/** Moves that change what controllers count: existing, ready, available, terminating. */
const COUNTED: ReadonlySet<ReplicaState> = new Set(['ready', 'available', 'unready', 'crashed', 'terminating', 'lost', 'gone']);

/** What all who handle replicas share: moves that go on record, plans that end with the container, and draws. */
export class Lives {
  constructor(
    private readonly revisions: readonly { id: string }[],
    readonly calendar: Calendar,
    private readonly random: Random,
    private readonly recorder: Recorder,
    /** Counts that controllers see have changed. */
    readonly changed: (cause: FactId) => void,
  ) {}

  /** Puts a replica's present state on record without a move: its first one. */
  record(replica: Replica, detail: string, cause?: FactId | null): void {
    const { id, state, node } = replica;
    replica.fact = this.recorder.record(
      `replica.${state}`,
      { replica: id, revision: this.revisionOf(replica), node, detail, until: null },
      cause,
    );
  }

  /**
   * @param until when this state is due to end, if that is known
   * @param cause default the fact that recorded the state before
   */
  move(
    replica: Replica,
    state: ReplicaState,
    detail: string,
    until: Micros | null = null,
    cause: FactId | null = replica.fact,
  ): void {
    checkMove(replica.id, replica.state, state);
    replica.state = state;
    replica.fact = this.recorder.record(
      `replica.${state}`,
      { replica: replica.id, revision: this.revisionOf(replica), node: replica.node, detail, until },
      cause,
    );
    if (COUNTED.has(state)) this.changed(replica.fact);
  }

  /** Plans a step of the present container; void once that container has ended. */
  later(replica: Replica, at: Micros, step: () => void): void {
    const { generation } = replica;
    this.calendar.call(at, PHASE.lifecycle, () => {
      if (replica.generation === generation) step();
    });
  }

  draw(distribution: Distribution, stream: string): Micros {
    return Math.max(0, Math.round(quantileOf(distribution)(this.random.stream(stream)())));
  }

  /** A plain number in (0, 1). */
  luck(stream: string): number {
    return this.random.stream(stream)();
  }

  revisionOf(replica: Replica): string {
    return this.revisions[replica.revision]!.id;
  }
}
