import type { Command } from 'commander';
import type { ReportSettings } from './compare-report.ts';
import { MERGE_HELP } from './help.ts';
import type { Io } from './io.ts';
import { mergeFolder } from './merge.ts';
import { reportOptions } from './options.ts';

/** Adds `cutover merge`. @param ended is called with the exit code */
export function addMerge(program: Command, io: Io, ended: (code: number) => void): void {
  reportOptions(
    program
      .command('merge')
      .description('put the shards of a folder together and print the comparison')
      .argument('<dir>', 'the folder that cutover compare --shard wrote into'),
  )
    .addHelpText('after', MERGE_HELP)
    .action(async (folder: string, options: ReportSettings) => {
      ended(await mergeFolder(folder, options, io));
    });
}
