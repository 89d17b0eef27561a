import {
  build, edit, LinkProblem, parse, readChoices, render, ScenarioError, toSeconds,
  type Choices, type Issue, type Json, type Micros, type Note, type Parsed, type Scenario, type Source, type Trace,
} from '../../sim/index.ts';
import { Player } from '../player/player.svelte.ts';
import { beginning, commit, redo, undo, type History } from './history.ts';
import { decodeLink, encodeLink } from '../../link/link.ts';
import { FIRST, LIBRARY } from './library.ts';
import { instantOf } from './offers.ts';
import { Runner } from './runner.ts';
import { wishIn, type Wish } from './wish.ts';

/** The run as it was before the edits: drawn pale behind the present one until dismissed. */
export interface Ghost {
  source: Source;
  trace: Trace;
  /** What was done since, for people. */
  label: string;
}

interface Origin {
  /** Id in the library; null for the reader's own. */
  id: string | null;
  name: string;
  notes: Note[];
}

/** A page with nothing in it until a scenario is there; then scenario, seed, run and place in time, and all that changes them. */
export class Session {
  readonly player = new Player();
  #history = $state.raw<History<Source>>(beginning<Source>({}));
  #origin = $state.raw<Origin>({ id: null, name: '', notes: [] });
  #scenario = $state.raw<Scenario | null>(null);
  #trace = $state.raw<Trace | null>(null);
  #ghost = $state.raw<Ghost | null>(null);
  #seed = $state(1);
  #progress = $state<number | null>(null);
  #runTrouble = $state('');
  #linkTrouble = $state('');
  #compared = $state.raw<Choices | null>(null);
  #runner = new Runner();
  #ghostRunner = new Runner();
  /** What the trace on show was made from. */
  #shownSource: Source = {};
  /** Becomes the ghost when the run of the edit has arrived. */
  #branching: Ghost | null = null;
  #onFirstTrace: ((trace: Trace) => void) | null = null;

  get source(): Source { return this.#history.present.value; }
  get scenario(): Scenario | null { return this.#scenario; }
  get trace(): Trace | null { return this.#trace; }
  get ghost(): Ghost | null { return this.#ghost; }
  get seed(): number { return this.#seed; }
  get name(): string { return this.#origin.name; }
  get libraryId(): string | null { return this.#origin.id; }
  get notes(): readonly Note[] { return this.#origin.notes; }
  /** Share of the run under way in the background; null when none is. */
  get progress(): number | null { return this.#progress; }
  /** What went wrong last, in a sentence; empty when nothing did. */
  get trouble(): string { return this.#linkTrouble || this.#runTrouble; }
  forgetTrouble(): void { this.#linkTrouble = this.#runTrouble = ''; }
  get canUndo(): boolean { return this.#history.past.length > 0; }
  get canRedo(): boolean { return this.#history.future.length > 0; }
  get undoLabel(): string { return this.#history.present.label; }
  get redoLabel(): string { return this.#history.future[0]?.label ?? ''; }
  get edited(): boolean { return this.canUndo; }

  /** What the link that was opened last compares, until somebody has taken it up. */
  get compared(): Choices | null { return this.#compared; }
  forgetCompared(): void { this.#compared = null; }

  /** Opens what the address holds, or else the scenario that everyone sees first. */
  async openAddress(hash: string): Promise<'link' | 'none' | 'bad'> {
    try {
      const linked = await decodeLink(hash);
      if (linked === null) return 'none';
      const scenario = build(linked.source);
      this.#compared = linked.compare === undefined ? null : readChoices(linked.compare);
      this.#seed = linked.seed;
      this.#open(linked.source, scenario, { id: libraryIdOf(linked.source), name: 'from a link', notes: [] }, () => {
        this.player.pause();
        this.player.seek(linked.at);
      });
      return 'link';
    } catch (error) {
      this.#linkTrouble = `The link could not be opened. ${sayError(error)}`;
      return 'bad';
    }
  }

  /** What else an address asks for. What cannot be granted is told, and asks for nothing. */
  async wishIn(hash: string): Promise<Wish | null> {
    try {
      const wish = await wishIn(hash);
      if (wish?.open !== 'scenario' || LIBRARY.some(({ id }) => id === wish.id)) return wish;
      this.#linkTrouble = `There is no scenario called ${wish.id}.`;
    } catch (error) {
      this.#linkTrouble = `The link could not be opened. ${sayError(error)}`;
    }
    return null;
  }

  openLibrary(id: string, onTrace: (trace: Trace) => void): void {
    const entry = LIBRARY.find((candidate) => candidate.id === id) ?? FIRST;
    const parsed = parse(entry.text, { file: `${entry.id}/scenario.yaml` });
    this.#seed = 1;
    this.#open(parsed.source, parsed.scenario, { id: entry.id, name: entry.title, notes: parsed.notes }, onTrace);
  }

  /** Opens a scenario that the reader brought. */
  openParsed(parsed: Parsed, name: string, onTrace: (trace: Trace) => void): void {
    this.#open(parsed.source, parsed.scenario, { id: null, name, notes: parsed.notes }, onTrace);
  }

  /** Opens what somebody wrote, if nothing is wrong with it; gives back whether it did. */
  openText(text: string, name: string, onTrace: (trace: Trace) => void): boolean {
    try {
      this.openParsed(parse(text, { file: name }), name, onTrace);
      return true;
    } catch (error) {
      if (error instanceof ScenarioError) return false;
      throw error;
    }
  }

  /** Opens one run of a comparison: a scenario that has been played already, under the seed it was played with. */
  openRun(source: Source, seed: number, name: string, onTrace: (trace: Trace) => void): void {
    this.#seed = seed;
    this.#open(source, build(source), { id: libraryIdOf(source), name, notes: [] }, onTrace);
  }

  /**
   * Changes one place of the scenario and re-runs. When the new value will not do, nothing changes and the reasons come back.
   * Edits in a row with one `key` are one step of undo.
   */
  edit(path: string, value: Json | undefined, label: string, key = path): Issue[] {
    return this.change((source) => (value === undefined ? without(source, path) : edit(source, path, value)), label, key);
  }

  /** The same for several places at once. */
  change(by: (source: Source) => Source, label: string, key: string): Issue[] {
    let source: Source, scenario: Scenario;
    try {
      source = by(this.source);
      scenario = build(source);
    } catch (error) {
      if (error instanceof ScenarioError) return error.issues;
      throw error;
    }
    this.#branch(label);
    this.#history = commit(this.#history, source, label, key);
    this.#run(scenario);
    return [];
  }

  /** The operator's script as far as it has been acted out by an instant. */
  scriptUntil(at: Micros): Json[] {
    const script = Array.isArray(this.source['operator']) ? this.source['operator'] : [];
    const acted = this.#trace?.facts.flatMap((fact) => (fact.type === 'operator.acted' && fact.at <= at ? [fact.index] : [])) ?? [];
    return script.filter((_, index) => acted.includes(index));
  }

  /**
   * An operator acts at this instant, and from then on has the controls: what the script would have done later is dropped.
   * An edit like any other. Gives back why not, when the machine refuses; then nothing has changed.
   */
  operate(action: Record<string, Json>, label: string): string {
    const at = instantOf(this.player.at);
    const script = this.scriptUntil(at);
    const issues = this.edit('operator', [...script, { at: `${toSeconds(at)}s`, ...action }], label, '');
    if (issues.length > 0) return sayError(new ScenarioError(issues));
    this.player.seek(at);
    const index = script.length;
    const acted = this.#trace?.facts.find((fact) => fact.type === 'operator.acted' && fact.index === index);
    if (acted?.type !== 'operator.acted' || acted.accepted) return '';
    this.#takeBack();
    return `The machine refuses: ${acted.reason}.`;
  }

  undo(): void { this.#travel(undo(this.#history)); }
  redo(): void { this.#travel(redo(this.#history)); }

  setSeed(seed: number): void {
    if (!Number.isInteger(seed) || seed < 0 || seed > 4_294_967_295 || this.#scenario === null) return;
    this.#seed = seed;
    this.#run(this.#scenario);
    const ghost = this.#ghost;
    // Luck is paired: a comparison under two seeds would compare luck.
    if (ghost !== null) this.#ghostRunner.start(build(ghost.source), seed, {
      onTrace: (trace) => { this.#ghost = { ...ghost, trace }; },
      onProgress: () => undefined,
      onFailure: () => this.dismissGhost(),
    });
  }

  dismissGhost(): void {
    this.#ghostRunner.cancel();
    this.#ghost = null;
  }

  cancelRun(): void {
    this.#runner.cancel();
    this.#giveUp(this.#trace === null ? 'The run was cancelled.' : '');
  }

  asYaml(): string { return render(this.source); }

  link(at: Micros = this.player.at): Promise<string> {
    return encodeLink({ source: this.source, seed: this.#seed, at });
  }

  #open(source: Source, scenario: Scenario, origin: Origin, onTrace: (trace: Trace) => void): void {
    this.dismissGhost();
    this.#branching = null;
    this.#history = beginning(source);
    this.#origin = origin;
    this.#onFirstTrace = onTrace;
    this.#run(scenario);
  }

  #travel(history: History<Source>): void {
    if (history.present === this.#history.present) return;
    this.#branch(history.present.label);
    this.#history = history;
    this.#run(build(history.present.value));
  }

  /** As if the last edit had never been. */
  #takeBack(): void {
    const before = undo(this.#history);
    this.#travel(before);
    this.#history = { ...before, future: [] };
  }

  /** Keeps the run as it is now for comparison, unless an older one is kept already. */
  #branch(label: string): void {
    if (this.#trace === null) return;
    this.#branching = { source: this.#ghost?.source ?? this.#shownSource, trace: this.#ghost?.trace ?? this.#trace, label };
  }

  #run(scenario: Scenario): void {
    this.#runner.start(scenario, this.#seed, {
      onTrace: (trace) => {
        this.#progress = null;
        this.#runTrouble = '';
        this.#scenario = scenario;
        this.#trace = trace;
        this.#shownSource = this.source;
        this.#ghost = this.#branching ?? this.#ghost;
        this.#branching = null;
        if (this.#ghost?.trace.digest === trace.digest) this.dismissGhost();
        this.player.setHorizon(trace.header.horizon);
        this.#onFirstTrace?.(trace);
        this.#onFirstTrace = null;
      },
      onProgress: (share) => { this.#progress = share; },
      onFailure: (message) => this.#giveUp(message),
    });
  }

  /** No run came of it: scenario and picture go on as they were, together. */
  #giveUp(trouble: string): void {
    this.#progress = null;
    this.#runTrouble = trouble;
    this.#branching = null;
    if (this.#trace !== null) this.#history = { ...this.#history, present: { ...this.#history.present, value: this.#shownSource, key: '' } };
  }
}

/** The source with nothing written at a path, so that the default holds there. */
const without = (source: Source, path: string): Source => JSON.parse(JSON.stringify(edit(source, path, undefined as unknown as Json))) as Source;

/** Whatever was thrown, in a sentence for the reader. */
export function sayError(error: unknown): string {
  if (error instanceof LinkProblem) return error.message;
  if (error instanceof ScenarioError) {
    const [first, ...more] = error.issues;
    return `${first?.path ?? 'It'} ${first?.message ?? 'is not valid'}. ${first?.cure ?? ''}${more.length > 0 ? ` (And ${more.length} more.)` : ''}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** The scenario of ours that this is, unchanged; null when it is none. */
function libraryIdOf(source: Source): string | null {
  const entry = LIBRARY.find(({ title }) => title === source['title']);
  return entry !== undefined && JSON.stringify(parse(entry.text).source) === JSON.stringify(source) ? entry.id : null;
}
