import { MediaQuery } from 'svelte/reactivity';
import {
  contrastOf, keep, lessonActor, named, windowOf,
  type Beat, type Block, type Judged, type Kept, type LearnerRecord, type Lesson, type LessonActor, type LessonEvent, type Plan, type RoundSpec, type RunRecord, type Scene,
} from '../../lessons/index.ts';
import { Asker } from './work/asker.ts';
import { Runs } from './work/runs.ts';

type Snapshot = ReturnType<LessonActor['getSnapshot']>;

export interface SessionOptions {
  /** Starts the worker that plays and judges. */
  start(): Worker;
  /** Where the learner was; from the beginning when left out. */
  kept?: Kept;
  /** Called after every step with what a link should hold. */
  onkeep?(kept: Kept): void;
}

/** Beats in which the learner's own run of the present round is on its way or on the page. */
const ROUND_BEATS: readonly Beat[] = ['predict', 'run', 'observe'];

/** One learner in one lesson: the machine, and the runs that it speaks of. Nothing is played or judged on this thread. */
export class LessonSession {
  readonly lesson: Lesson;
  readonly #actor: LessonActor;
  readonly #asker: Asker;
  readonly #onkeep: ((kept: Kept) => void) | undefined;
  readonly #still = new MediaQuery('(prefers-reduced-motion: reduce)');
  readonly #runs: Runs;
  /** The place and plan that the page has been brought up to. */
  #place = '';
  #toldFor = '';

  #snapshot = $state.raw<Snapshot>() as Snapshot;
  #records = $state.raw<Readonly<Record<string, RunRecord>>>({});
  #contrast = $state.raw<RunRecord | null>(null);
  #told = $state.raw<readonly Block[]>([]);
  #values = $state.raw<Readonly<Record<string, string | null>>>({});
  #verdicts = $state.raw<readonly Judged[] | null>(null);
  #judged = $state(0);
  #trouble = $state<string | null>(null);
  #said = $state('');

  /** What the page calls its way on; its own words when null. Forgotten when the beat is left. */
  nextLabel = $state<string | null>(null);
  /** Why one should not go on yet, in a sentence. Forgotten when the beat is left. */
  hold = $state<string | null>(null);

  constructor(lesson: Lesson, { start, kept, onkeep }: SessionOptions) {
    this.lesson = lesson;
    this.#asker = new Asker(lesson, start);
    this.#runs = new Runs(this.#asker);
    this.#onkeep = onkeep;
    this.#actor = lessonActor(lesson, kept);
    this.#actor.start();
    this.#snapshot = this.#actor.getSnapshot();
    this.#actor.subscribe((snapshot) => {
      this.#snapshot = snapshot;
      this.#onkeep?.(keep(lesson, snapshot));
      this.#follow();
    });
    this.#follow();
  }

  get context(): Snapshot['context'] { return this.#snapshot.context; }
  /** All that the learner has done so far. */
  get learner(): LearnerRecord { return this.context.record; }
  /** The machine's state as a path: `run.paused`. */
  get at(): string { return this.#path; }
  get beat(): Beat { return this.#path.split('.')[0] as Beat; }
  /** The present round's name; after the last one has been looked at, its. */
  get round(): string { return this.lesson.spec.rounds[this.context.round]![0]; }
  get roundSpec(): RoundSpec { return named(this.lesson.spec.rounds, this.round); }
  /** Whether time has moved in the present round, so that its guesses stay as they are. */
  get isLocked(): boolean { return this.context.locked > this.context.round; }
  get scene(): Scene { return this.#sceneOf(this.beat, this.round); }
  /** Which of the lesson's steps this is, from 0; every round has its own three. */
  get step(): number { return this.lesson.scenes.indexOf(this.scene); }
  /** What is told to this learner now; the heading is the page's. What depends on a run follows once that is played. */
  get told(): readonly Block[] { return this.#told; }
  /** The text of each number of the prose: missing while it is not known, null where the run has none. */
  get values(): Readonly<Record<string, string | null>> { return this.#values; }
  /** The learner's own run of the present round; null while it is played. */
  get record(): RunRecord | null { return this.#records[this.round] ?? null; }
  /** The learner's own run of each round, as far as played. */
  get records(): Readonly<Record<string, RunRecord>> { return this.#records; }
  /** The part of the present round's run that is drawn in and marked on; null while the run is played. */
  get window(): { from: number; to: number } | null {
    return this.record === null ? null : windowOf(this.lesson, this.round, this.record.scenario);
  }
  /** The run beside the learner's own, with the one difference; null while it is played. */
  get contrast(): RunRecord | null { return this.#contrast; }
  get naivePlan(): Plan { return { values: Object.fromEntries(this.lesson.spec.naive.attempt), acts: [] }; }
  get expertPlan(): Plan { return { values: Object.fromEntries(this.lesson.spec.expert.plan), acts: this.lesson.spec.expert.acts }; }
  /** What the checks say of the plan as it stands; null before. */
  get verdicts(): readonly Judged[] | null { return this.#verdicts; }
  /** Runs that were read so far for the check under way. */
  get judged(): number { return this.#judged; }
  /** Why something could not be played, in a sentence. */
  get trouble(): string | null { return this.#trouble; }
  /** What the live region reads. */
  get said(): string { return this.#said; }
  get motion(): 'full' | 'reduced' { return this.#still.current ? 'reduced' : 'full'; }

  can(event: LessonEvent): boolean { return this.#snapshot.can(event); }
  send(event: LessonEvent): void { this.#actor.send($state.snapshot(event) as LessonEvent); }
  /** Reads a sentence to those who do not see the page. The same sentence twice is read twice. */
  say(text: string): void { this.#said = this.#said === text ? `${text} ` : text; }

  /** A run under any plan, on the lesson's own seed unless told otherwise. Rejects with an Error whose message is a sentence. */
  play(round: string, plan: Plan, seed: number = this.lesson.spec.seed): Promise<RunRecord> {
    return this.#runs.play(round, $state.snapshot(plan) as Plan, seed);
  }

  /** Puts the plan to the checks. */
  async prove(): Promise<void> {
    if (!this.can({ type: 'prove' })) return;
    this.send({ type: 'prove' });
    await this.#judge();
  }

  /** Ends the worker and the machine. */
  close(): void {
    this.#actor.stop();
    this.#asker.close();
  }

  get #path(): string {
    const { value } = this.#snapshot;
    return typeof value === 'string' ? value : Object.entries(value).flat().join('.');
  }

  #sceneOf(beat: Beat, round: string): Scene {
    return this.lesson.scenes.find((scene) => scene.beat === beat && (scene.round === null || scene.round === round))!;
  }

  /** Brings everything that hangs on the machine's state up to it. */
  #follow(): void {
    const { beat, round, learner } = this;
    const place = `${beat} ${round}`;
    if (place !== this.#place) {
      this.#place = place;
      this.nextLabel = this.hold = this.#trouble = null;
    }
    if (Object.values(this.#records).some(({ plan }) => !isSame(plan, learner.attempt))) this.#records = {};
    this.#tell();
    if (ROUND_BEATS.includes(beat)) this.#need(round);
    if (beat === 'explain') this.#needAll();
    else this.#contrast = null;
    this.#followChecks();
  }

  #followChecks(): void {
    const { at } = this;
    if (at !== 'prove.checking') this.#asker.giveUp('judge');
    if (at !== 'prove.checking' && this.context.failing === undefined) this.#verdicts = null;
    if ((at === 'prove.failed' || at === 'prove.passed') && this.#verdicts === null) void this.#judge();
  }

  /** What is said at this place, first without what depends on a run, and then with it. */
  #tell(): void {
    const { scene, learner } = this,
      key = `${this.step} ${JSON.stringify(learner.attempt)}`;
    if (key === this.#toldFor) return;
    const isNewPlace = !this.#toldFor.startsWith(`${this.step} `);
    this.#toldFor = key;
    const blocks = scene.blocks[0]?.kind === 'heading' ? scene.blocks.slice(1) : scene.blocks;
    if (isNewPlace) this.#told = blocks.filter(({ kind }) => kind !== 'kept' && kind !== 'broken');
    this.#trying(
      this.#asker.ask('tell', { blocks, record: learner }).then(({ told, values }) => {
        if (key !== this.#toldFor) return;
        this.#told = told;
        this.#values = { ...this.#values, ...values };
      }),
    );
  }

  #need(round: string): void {
    const { attempt } = this.learner;
    if (this.#records[round] !== undefined) return;
    this.#trying(
      this.play(round, attempt).then((record) => {
        if (isSame(attempt, this.learner.attempt)) this.#records = { ...this.#records, [round]: record };
      }),
    );
  }

  #needAll(): void {
    for (const [round] of this.lesson.spec.rounds) this.#need(round);
    if (this.#contrast !== null) return;
    const plan = contrastOf(this.lesson, this.learner);
    this.#trying(
      this.play(this.lesson.spec.compare.round, plan).then((record) => {
        if (this.beat === 'explain') this.#contrast = record;
      }),
    );
  }

  async #judge(): Promise<void> {
    const record = this.learner;
    this.#verdicts = null;
    this.#judged = 0;
    try {
      const verdicts = await this.#asker.ask('judge', { record }, (runs) => (this.#judged = runs));
      if (this.beat !== 'prove' || !isSame(record.plan, this.learner.plan)) return;
      this.#verdicts = verdicts;
      this.send({ type: 'proved', failing: verdicts.find(({ violation }) => violation !== null)?.check ?? null });
    } catch (error) {
      this.#trouble = messageOf(error);
      // Whoever cannot be judged may change the plan and try again.
      if (this.at === 'prove.checking') this.send({ type: 'plan', plan: this.learner.plan });
    }
  }

  #trying(work: Promise<void>): void {
    const place = this.#place;
    work.catch((error: unknown) => {
      if (this.#place === place) this.#trouble = messageOf(error);
    });
  }
}

const isSame = (one: Plan, other: Plan): boolean => JSON.stringify(one) === JSON.stringify(other);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
