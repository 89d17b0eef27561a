import { PHASE, type Calendar, type Distribution } from '../../kernel/index.ts';
import type { FactId } from '../../trace/facts.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Fault } from './params.ts';

/** What a fault does to the world the moment it begins and ends; lasting effects are asked of `ActiveFaults`. */
export interface FaultHost {
  crash(replicas: number, revision: string | null, cause: FactId): void;
  loseNode(node: number, cause: FactId): void;
  returnNode(node: number, cause: FactId): void;
  /** A lasting fault began or ended: replicas of this revision (null = all) may now fare differently. */
  disturb(revision: string | null, fault: Fault, began: boolean, cause: FactId): void;
}

/** Which faults are on at this instant, and the answers that follow from it. */
export class ActiveFaults {
  readonly #on = new Set<Fault>();

  constructor(faults: readonly Fault[], calendar: Calendar, recorder: Recorder, host: FaultHost) {
    faults.forEach((fault, index) => {
      calendar.call(fault.at, PHASE.fault, () => {
        this.#on.add(fault);
        const cause = recorder.record('fault.injected', { fault: fault.kind, target: targetOf(fault), index }, null);
        if (fault.kind === 'crash') host.crash(fault.replicas, fault.revision, cause);
        else if (fault.kind === 'nodeLoss') host.loseNode(fault.node, cause);
        else host.disturb('revision' in fault ? fault.revision : null, fault, true, cause);
      });
      if (!('for' in fault) || fault.for === null) return;
      calendar.call(fault.at + fault.for, PHASE.fault, () => {
        this.#on.delete(fault);
        const cause = recorder.record('fault.ended', { fault: fault.kind, target: targetOf(fault), index }, null);
        if (fault.kind === 'nodeLoss') host.returnNode(fault.node, cause);
        else host.disturb('revision' in fault ? fault.revision : null, fault, false, cause);
      });
    });
  }

  pullFails(revision: string): boolean {
    for (const fault of this.#on) if (fault.kind === 'imagePullFailure' && fault.revision === revision) return true;
    return false;
  }

  readinessFails(revision: string): boolean {
    for (const fault of this.#on) if (fault.kind === 'readinessNeverPasses' && fault.revision === revision) return true;
    return false;
  }

  /** How many times longer a container of this revision takes to boot. */
  bootFactor(revision: string): number {
    let factor = 1;
    for (const fault of this.#on)
      if (fault.kind === 'slowBoot' && (fault.revision === null || fault.revision === revision)) factor *= fault.factor;
    return factor;
  }

  /** When a container of this revision dies after its start; null = it does not. */
  crashAfter(revision: string): Distribution | null {
    for (const fault of this.#on) if (fault.kind === 'crashLoop' && fault.revision === revision) return fault.after;
    return null;
  }
}

/** Whom a fault hits, in words. */
export function targetOf(fault: Fault): string {
  switch (fault.kind) {
    case 'crash':
      return `${fault.replicas}${fault.revision ? ` ${fault.revision}` : ''} ${fault.replicas === 1 ? 'server' : 'servers'}`;
    case 'nodeLoss':
      return `node ${fault.node}`;
    case 'trafficSpike':
      return `× ${fault.factor}`;
    default:
      return fault.revision ?? 'all';
  }
}
