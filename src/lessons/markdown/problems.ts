import type { Nodes } from 'mdast';
import { ScenarioError, type Issue } from '../../sim/index.ts';

/** Collects what is wrong with a text, each with its place. */
export class Problems {
  readonly #issues: Issue[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** @param message without a subject where `path` is one, and without a full stop; `cure` is a whole sentence */
  add(node: Nodes, path: string, message: string, cure: string): void {
    const { line = 1, column = 1 } = node.position?.start ?? {};
    this.#issues.push({ file: this.#file, line, column, path, message, cure });
  }

  /** Throws everything at once, in the order of the text. */
  settle(): void {
    if (this.#issues.length === 0) return;
    throw new ScenarioError(this.#issues.toSorted((a, b) => a.line! - b.line! || a.column! - b.column!));
  }
}
