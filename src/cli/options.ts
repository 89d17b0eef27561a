import { availableParallelism } from 'node:os';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { COMPARED, MILLISECOND, REPLICATIONS_MAX, parseDuration, parsePercent } from '../sim/index.ts';
import type { MixPart } from './asserted.ts';
import { shardIn, type Shard } from '../results/index.ts';
import { COMPARE_FORMATS } from './compare-report.ts';
import type { Within } from './compare.ts';
import type { Setting } from './load.ts';

/** Threads at most: each holds a whole simulator. */
const JOBS_MAX = 256;

// What the words behind the options mean. Each of these throws what commander prints as the option's own mistake, with the cure.

/** A seed: a whole number of 32 bits. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d{1,10}$/.test(text) || value > 0xffffffff)
    throw new InvalidArgumentError('It must be a whole number from 0 to 4294967295.');
  return value;
}

/** The words of all times that the option is given. */
export const oneMore = (text: string, before: string[] = []): string[] => [...before, text];

/** Distinct words between commas; at least one. */
export function words(text: string): string[] {
  const found = [...new Set(text.split(',').map((word) => word.trim()))].filter((word) => word !== '');
  if (found.length === 0) throw new InvalidArgumentError('Name at least one.');
  return found;
}

/** How many runs, as many as seeds stay apart for. */
export function runs(text: string): number {
  const value = Number(text);
  if (!/^\d{1,4}$/.test(text) || value < 1 || value > REPLICATIONS_MAX)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${REPLICATIONS_MAX}.`);
  return value;
}

/** Threads to play on: a number, or `auto` for as many as the machine runs at once. */
export function jobs(text: string): number {
  if (text === 'auto') return availableParallelism();
  const value = Number(text);
  if (!/^\d{1,3}$/.test(text) || value < 1 || value > JOBS_MAX)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${JOBS_MAX}, or auto.`);
  return value;
}

/** A length of time from a second to a day, in milliseconds. */
export function milliseconds(text: string): number {
  const ms = (parseDuration(text) ?? 0) / MILLISECOND;
  if (ms < 1_000 || ms > 86_400_000) throw new InvalidArgumentError('It must be a time from 1s to 1d, such as 30s.');
  return ms;
}

/** `metric=share`, such as `leadTime=5%`. */
export function within(text: string): Within {
  const [, metric, written] = /^(\w+)=(.+)$/.exec(text) ?? [];
  const share = parsePercent(written ?? '');
  if (metric === undefined || share === null || share <= 0)
    throw new InvalidArgumentError('It must be metric=share, such as leadTime=5%.');
  return { metric, share };
}

/** A share from 50% to 99.9%. */
export function confidence(text: string): number {
  const share = parsePercent(text);
  if (share === null || share < 0.5 || share > 0.999) throw new InvalidArgumentError('It must be from 50% to 99.9%.');
  return share;
}

/** Shares of requests between commas. */
export function sizes(text: string): number[] {
  return text.split(',').map((size) => {
    const share = parsePercent(size.trim());
    if (share === null || share > 1) throw new InvalidArgumentError('It must be shares of requests, such as 1%,5%.');
    return share;
  });
}

/** `part=share`, gathered over all times that the option is given. */
export function mixPart(text: string, before: MixPart[] = []): MixPart[] {
  const [, name, said] = /^([^=]+)=(.+)$/s.exec(text) ?? [],
    share = parsePercent(said ?? '');
  if (name === undefined || share === null) throw new InvalidArgumentError('It must be part=share, such as subtleBug=10%.');
  return [...before, { name, share }];
}

/** `path=value`, gathered over all times that the option is given. */
export function setting(text: string, before: Setting[] = []): Setting[] {
  const [, path, value] = /^([^=\s.]+(?:\.[^=\s.]+)*)=(.*)$/s.exec(text) ?? [];
  if (path === undefined || value === undefined)
    throw new InvalidArgumentError('It must be path=value, such as fleet.replicas=6.');
  return [...before, { path, value }];
}

/** `2/3`: the second of three parts. */
export function shard(text: string): Shard {
  const found = shardIn(text);
  if (found === null)
    throw new InvalidArgumentError('It must be i/n, such as 2/3 for the second of three parts; they count from 1.');
  return found;
}

/** The name of a folder. */
export function folder(text: string): string {
  if (text === '') throw new InvalidArgumentError('Name a folder; one that is not there is made.');
  return text;
}

/** Adds the options that say how a comparison is told, wherever its rows come from. */
export const reportOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--metrics <ids>', 'columns, comma-separated').argParser(words).default([...COMPARED], 'the first seven below'),
    )
    .option('--reference <row>', 'row that the others are held against; the first when left out')
    .addOption(new Option('--confidence <share>', 'of all intervals together').argParser(confidence).default(0.95, '95%'))
    .addOption(new Option('--format <format>', 'how to print').choices(COMPARE_FORMATS).default('table'));
