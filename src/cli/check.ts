import { estimateRequests, format } from '../sim/index.ts';
import { cleanDeep } from './clean.ts';
import { EXIT, type Io } from './io.ts';
import { load, noteLine } from './load.ts';

/** Validates every file: what is right goes to standard output with the notes, what is wrong to standard error. */
export async function checkFiles(files: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.fine;
  for (const file of files) {
    const loaded = await load(file, [], io);
    if (!loaded) {
      code = EXIT.badInput;
      continue;
    }
    const { file: name, scenario, notes, read } = cleanDeep(loaded);
    const terms = [
      scenario.title,
      scenario.strategy.kind,
      `${scenario.revisions[0]!.id} → ${scenario.rollout.to}`,
      format.plural(scenario.fleet.replicas, 'server'),
      format.clock(scenario.horizon),
      `about ${format.plural(Math.round(estimateRequests(scenario)), 'request')}`,
    ];
    io.out(`${name}  ok, read as ${read}: ${terms.join(' · ')}\n`);
    for (const note of notes) io.out(`${noteLine(name, note)}\n`);
  }
  return code;
}
