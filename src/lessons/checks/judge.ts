import { format, OUTCOME_LABELS, outcomeOf, SERVED, seedOf, type Trace } from '../../sim/index.ts';
import type { Lesson } from '../lesson.ts';
import type { LearnerRecord, Plan } from '../record.ts';
import { find } from '../run/moments.ts';
import { played, type Play, type RunRecord } from '../run/played.ts';
import type { Form, PlainForm } from '../spec/forms.ts';
import { named, type CheckSpec } from '../spec/schema.ts';
import { always, area, contrast, max, total } from './amounts.ts';
import { learnerDid, marked, setting } from './learner.ts';
import { before, between, eventually, never, notUntil } from './order.ts';
import { asked } from './says.ts';
import { lower, violation, type Verdict, type Violation } from './verdict.ts';

/** What came of one check, with the run that breaks it. */
export interface Judged {
  check: string;
  says: string;
  /** Null = holds. */
  violation: (Violation & { round: string; seed: number; of: 'attempt' | 'plan' }) | null;
}

/** Judges a record, check by check and in order; the first that fails ends it when `untilFirst` is set. */
export function judge(lesson: Lesson, record: LearnerRecord, play: Play, { untilFirst = false } = {}): Judged[] {
  const results: Judged[] = [];
  for (const [check, spec] of lesson.spec.checks) {
    results.push({ check, says: asked(spec), violation: verdictOf(lesson, record, spec, play) });
    if (untilFirst && results.at(-1)!.violation !== null) break;
  }
  return results;
}

/** One check alone, by its name; null = holds. */
export const judgeOne = (lesson: Lesson, record: LearnerRecord, check: string, play: Play): Judged['violation'] =>
  verdictOf(lesson, record, named(lesson.spec.checks, check), play);

export const isPassed = (results: readonly Judged[]): boolean =>
  results.length > 0 && results.every((result) => result.violation === null);

function verdictOf(lesson: Lesson, record: LearnerRecord, { round, must }: CheckSpec, play: Play): Judged['violation'] {
  const of = must.kind === 'marked' ? 'attempt' : 'plan';
  const judged = (plan: Plan, form: PlainForm, seed: number): Judged['violation'] => {
    const run = played(lesson, round, plan, play, seed),
      found = plainVerdict(lesson, record, run, form, play) ?? emptiness(lesson, run);
    return found && { ...found, round, seed, of };
  };
  const { seed } = lesson.spec;
  if (must.kind !== 'acrossSeeds') return judged(record[of], must, seed);
  return acrossSeeds(lesson, must, (unseen) => judged(record.plan, must.params.that, unseen));
}

function acrossSeeds(
  lesson: Lesson,
  { params: { runs, share } }: Form & { kind: 'acrossSeeds' },
  judged: (seed: number) => Judged['violation'],
): Judged['violation'] {
  const mayFail = Math.floor(runs * (1 - share) + 1e-9),
    broken: NonNullable<Judged['violation']>[] = [];
  for (let replication = 0; replication < runs && broken.length <= mayFail; replication++) {
    const found = judged(seedOf(lesson.spec.unseen, replication));
    if (found !== null) broken.push(found);
  }
  if (broken.length <= mayFail) return null;
  const [first] = broken;
  return { ...first!, says: `It breaks on a seed that you have not seen (${first!.seed}): ${lower(first!.says)}` };
}

/** No check passes on a run in which nothing was at stake: the new version served, the trouble was there, and the run came to its end. */
function emptiness(lesson: Lesson, { round, trace }: RunRecord): Verdict {
  const { ends, servedByNext: wanted, meets } = named(lesson.spec.rounds, round),
    end = trace.header.horizon;
  const served = servedBy(trace);
  if (served < wanted)
    return violation(
      end,
      `The new version served ${format.plural(served, 'request')}, too few to tell anything; it takes ${format.count(wanted)}.`,
    );
  const met = meets === null ? null : named(lesson.spec.moments, meets);
  if (met !== null && find(trace, met) === null)
    return violation(end, `What the lesson is about did not happen in this run: ${lower(met.says)}.`);
  const outcome = outcomeOf(trace);
  return outcome === ends ? null : violation(end, `The run did not end as it should: it is ${lower(OUTCOME_LABELS[outcome])}.`);
}

function servedBy({ header, revisions, attempts }: Trace): number {
  const next = revisions.indexOf(header.next);
  let count = 0;
  for (let row = 0; row < attempts.count; row++) if (attempts.revision[row] === next && attempts.outcome[row] === SERVED) count++;
  return count;
}

function plainVerdict(lesson: Lesson, record: LearnerRecord, run: RunRecord, form: PlainForm, play: Play): Verdict {
  const terms = { moments: lesson.spec.moments };
  switch (form.kind) {
    case 'never':
      return never(run, terms, form.params);
    case 'eventually':
      return eventually(run, terms, form.params);
    case 'before':
      return before(run, terms, form.params);
    case 'notUntil':
      return notUntil(run, terms, form.params);
    case 'always': {
      const at = (name: string | null): number | null =>
        name === null ? null : (find(run.trace, named(terms.moments, name))?.at ?? null);
      const { that, from, to } = form.params;
      return always(run, { that, from: at(from) ?? 0, to: at(to) ?? run.trace.header.horizon });
    }
    case 'total':
      return total(run, form.params);
    case 'max':
      return max(run, form.params);
    case 'area':
      return area(run, form.params);
    case 'between':
      return between(run, terms, form.params);
    case 'learnerDid':
      return learnerDid(run, form.params);
    case 'marked':
      return marked(run, record, lesson.spec, form.params);
    case 'setting':
      return setting(run, form.params);
    case 'contrast':
      return contrast(run, played(lesson, form.params.with, run.plan, play, run.seed), terms, form.params);
  }
}
