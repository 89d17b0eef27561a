import { COMPARED, METRICS, STRATEGIES } from '../sim/index.ts';
import { SECONDS_MAX } from './run.ts';

/** What stands below the options of `cutover run --help`. */
export const RUN_HELP = `
Values of --set are written as in the file; a path goes down by dots, and lists count from 0:
  --set fleet.replicas=6 --set revisions.v2.errorRate=5% --set faults.0.kind=crash

Formats:
  text  a timeline, one line a change; what it meant, in sentences; the metrics
  json  one object a line for each file: { schema, tool, file, scenario, seed, digest, outcome, metrics, facts };
        times and lengths are seconds, shares are 0 to 1, and a metric that the run does not have is null;
        facts are in order, and each has at, type and cause (the place in facts of what brought it about, or null):
          replicaset.scaled { revision, from, to, reason, rule, arithmetic }
          replicaset.blocked { revision, missing, reason }
          replica.<state> { replica, revision, node, detail, until }
          replica.known, replica.forgotten { replica, revision }
          probe.failed { replica, revision, probe }
          weight.changed { weights }
          rollout.state { state, settled, reason }
          rollout.held { reason, rule, arithmetic }
          route.asked { route, reason, rule, arithmetic }
          route.effective { route }
          analysis.started { run, metrics, reason, rule, arithmetic }
          analysis.ended { run, phase, reason }
          analysis.measured { run, metric, population, judge, unit, value, phase, window, requests, failed, baseline, limits, says, … }
          desired.changed { revision }
          pools.changed { names, asked }
          acts.changed { acts }
          autoscaler.scaled { from, to, reason, rule, arithmetic }
          fault.injected, fault.ended { fault, target, index }
          operator.acted { action, accepted, reason, index }
          alarm.fired, alarm.cleared { failedShare }
  csv   one row per metric and file
  md    a section per file

Limits: 3 million requests, 30 million events and ${SECONDS_MAX} seconds a run; what would be more is refused or given up, with exit code 2.`;

/** What stands below the options of `cutover export --help`. */
export const EXPORT_HELP = `
Systems:
  kubernetes  a Deployment
  argo        a Rollout of Argo Rollouts, with its AnalysisTemplates, Services and route
  flagger     a Canary of Flagger, with its Deployment and MetricTemplates

The file begins with a scenario document that says what manifests cannot (traffic, revisions, faults, what people do); leave it out
when you apply the rest. Read together, the documents are the same scenario again: the same seed gives the same run.
What a system has no words for is refused, with the reason and exit code 2.`;

const columns = (words: readonly string[]): string =>
  words
    .reduce<string[]>(
      (lines, word) => {
        const last = lines.at(-1)!;
        return last.length + word.length >= 100
          ? [...lines, `  ${word}`]
          : [...lines.slice(0, -1), `${last}${last === '  ' ? '' : ' '}${word}`];
      },
      ['  '],
    )
    .join('\n');

/** What stands below the options of `cutover compare --help`. */
export const COMPARE_HELP = `
All rows play the same users, arrivals and boots, run by run, and are compared run by run. The strategy that the file uses keeps its
parameters; the others get what a careful team would begin with. Give them in files of their own to compare exactly what you mean.

Strategies:
${columns(STRATEGIES.map(({ id }) => id))}
Metrics, first those that are shown by default:
${columns([...COMPARED, ...METRICS.map(({ id }) => id).filter((id) => !COMPARED.includes(id))])}

Formats:
  table  rows and columns for people
  md     the same as one Markdown table
  latex  the same as a table of LaTeX, with booktabs
  csv    one row per row of the table and metric: seconds, shares 0 to 1
  json   one object: intervals, differences, all values, every run with its seed, and the commands that play the typical and the worst
--asserted and --detect have all of these but LaTeX; their csv and json name their own schemas, cutover.asserted/1 and cutover.detection/1.

Many runs: --jobs plays on threads, and gives the same numbers. --out keeps every run a moment after it is done; when it was interrupted,
the same command goes on where it was. In the end there are runs.parquet (a row a run, with the plan, the units and a digest) and
manifest.json, and cutover compare DIR/runs.parquet prints the table again.
Many machines: each plays --shard i/n into --out DIR; put the files of all into one folder, and cutover merge DIR prints the table.
  cutover compare web.yaml --runs 1000 --shard 2/3 --out results`;

/** What stands below the options of `cutover merge --help`. */
export const MERGE_HELP = `
Every shard of one plan has to be there, each run once, all played by one version; what is missing or does not fit is named. Then
runs.parquet is written, byte for byte what one machine would have written with --out, and manifest.json with the digests of all files.
Metrics and formats are those of cutover compare --help.

  cutover compare web.yaml --runs 1000 --shard 1/2 --out results     on one machine
  cutover compare web.yaml --runs 1000 --shard 2/2 --out results     on another
  cutover merge results                                              where both files are`;

/** What stands below the options of `cutover check --help`. */
export const CHECK_HELP = `
Expectations: METRIC <, <=, >= or > VALUE, with the id of a metric (cutover run --format json) and a value of its unit:
  availability >= 99.9%               the mean over runs: passes when all of its interval holds, fails when none of it does,
                                      and is undecided in between
  downtime <= 10s in every run        each of the runs played
  failed <= 5 in 95% of runs          the share of all runs there could be, by exact bounds
  change in failed <= 0               what the edit changes, with --against: run by run on the same seeds, in the metric's unit
  change in availability >= -0.1%     (of shares in percentage points)
  change in leadTime <= 10%           the same as a share of the value before, for every metric that is no share
A scenario may have its own: expect: ['availability >= 99.9%', 'downtime <= 10s in every run']
They are judged once, after the last run, so that luck cannot end it early; all verdicts together are right with 95%.
Runs without such a value (no rollback, no rollback time) say nothing; where no run has one, the verdict is undecided.
The worst run comes with the command that plays it again, and with --app as a link that shows it.

Formats: text; junit (XML); github (Markdown, appended to the file in GITHUB_STEP_SUMMARY); json (one object a line and file)`;

/** What stands below the options of `cutover lesson check --help`. */
export const LESSON_HELP = `
A lesson is a folder without code:
  lesson.md      the prose, beat by beat: :::hook, :::attempt, :::predict{round=…}, :::run{round=…}, :::observe{round=…}, :::explain,
                 :::prove, :::open; in them ::plan, ::guess{id=…}, ::mark{id=…}, ::compare, :::moment{id=…}, :::hint and :fact[…]
  lesson.yaml    controls, rounds, moments, guesses, marks, values of the prose, checks, and the logs of an expert and a naive learner
  scenario.yaml  the world
Numbers in the prose are told by runs (:fact[…] names a value of lesson.yaml); a number that was typed is a mistake.

Exit code 1 when something is not proved, 2 when a file is wrong.`;
