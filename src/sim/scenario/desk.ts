import { plain, type Fault } from '../schema/index.ts';
import { issueOf, pathOf, ScenarioError, type Note } from './issues.ts';
import { ISSUES_MAX } from './limits.ts';
import type { Manifest } from './manifests/documents.ts';
import type { WorkloadRead } from './manifests/read.ts';
import type { Remark } from './manifests/reader.ts';
import type { Path } from './places.ts';
import type { YamlFile } from './yaml.ts';

/** A fault with the offset that it points at. */
interface Placed {
  /** Left out for what is wrong with the text itself. */
  document?: number;
  offset: number;
  path: Path;
  message: string;
  cure: string;
}

/** Where faults and remarks are given their lines. */
export class Desk {
  readonly faults: Placed[] = [];
  readonly notes: Note[] = [];
  readonly #yaml: YamlFile;
  readonly #file: string;

  constructor(yaml: YamlFile, file: string) {
    this.#yaml = yaml;
    this.#file = file;
  }

  /** Puts a fault at its place in a document; `shown` is the path that is told, when it differs. */
  placeIn(document: number, fault: Fault, shown: Path = fault.path): void {
    const { places, start } = this.#yaml.documents[document]!;
    const { place, exact } = places.nearest(fault.path);
    const offset = exact ? (fault.atKey ? place.key : place.value) : fault.path.length === 0 ? start : place.key;
    this.faults.push({ document, offset, path: shown, message: fault.message, cure: fault.cure });
  }

  /** Puts a fault of the merged source where it was written: in the scenario, or in the manifest that said it. */
  place(fault: Fault, own: number | null, read: WorkloadRead | null, chosen: Manifest | null): void {
    const { document, path } = this.placeOf(fault.path, own, read, chosen);
    this.placeIn(document, { ...fault, path });
  }

  /** The same for what is wrong with the scenario as a whole, unless the manifest's own fault there tells why. */
  placeUnlessKnown(fault: Fault, own: number | null, read: WorkloadRead | null, chosen: Manifest | null): void {
    const { document, path } = this.placeOf(fault.path, own, read, chosen);
    const isKnown = this.faults.some(
      (each) => each.document === document && (isWithin(each.path, path) || isWithin(path, each.path)),
    );
    if (document === own || !isKnown) this.placeIn(document, { ...fault, path });
  }

  /** The document that says what stands at a path of the merged source, and where in it. */
  placeOf(
    path: Fault['path'],
    own: number | null,
    read: WorkloadRead | null,
    chosen: Manifest | null,
  ): { document: number; path: Fault['path'] } {
    const inScenario = own !== null && this.#yaml.documents[own]!.places.get(path) !== undefined;
    if (!inScenario && read !== null) {
      const origin = read.said
        .filter(({ scenario }) => scenario.every((key, index) => String(path[index]) === key))
        .toSorted((a, b) => b.scenario.length - a.scenario.length)
        .find(({ document, manifest }) => this.#yaml.documents[document]!.places.get(manifest) !== undefined);
      if (origin !== undefined) return { document: origin.document, path: [...origin.manifest] };
    }
    return { document: own ?? chosen?.document ?? 0, path };
  }

  remark(document: number, { kind, path, message }: Remark): void {
    const { places, start } = this.#yaml.documents[document]!;
    const offset = path.length === 0 ? start : places.nearest(path).place.key;
    this.notes.push({ kind, path: pathOf(path), line: this.#yaml.lines.at(offset).line, message: plain(message, 400) });
  }

  error(): ScenarioError {
    const seen = new Set<string>();
    const issues = this.faults
      .toSorted((a, b) => a.offset - b.offset)
      .map((placed) => issueOf({ file: this.#file, ...this.#yaml.lines.at(placed.offset) }, placed))
      .filter((issue) => {
        const key = `${issue.line}:${issue.column} ${issue.path} ${issue.message}`;
        return !seen.has(key) && seen.add(key);
      });
    if (issues.length <= ISSUES_MAX) return new ScenarioError(issues);
    const rest = issues.length - ISSUES_MAX,
      last = issues[ISSUES_MAX]!;
    return new ScenarioError([
      ...issues.slice(0, ISSUES_MAX),
      {
        ...last,
        path: '',
        message: `and ${rest} more ${rest === 1 ? 'problem' : 'problems'}`,
        cure: 'Mend the ones above first.',
      },
    ]);
  }
}

const isWithin = (path: Path, outer: Path): boolean => outer.every((key, index) => path[index] === key);
