import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin } from 'vite';
import type * as Engine from '../../src/sim/index.ts';
import { figureOf } from './figure.ts';
import { escaped } from './markup.ts';
import { raceOf } from './race.ts';

const ENGINE = fileURLToPath(new URL('../../src/sim/index.ts', import.meta.url));
const HOLE = /\{\{\s*([\s\S]+?)\s*\}\}/g;
const SEED = 1;

/**
 * Fills the holes of the decks with what the engine says, so that no number and no step is written there twice:
 * `{{04-… failed}}` a metric of that scenario's run, `{{04-… fleet.replicas}}` a value of the scenario, `{{figure 04-… stage,failed What is
 * said before the first step}}` a live figure with a fragment for each step that the scenario names, `{{race 04-…}}` the end of the first server that was told to stop.
 */
export function decks(): Plugin {
  let engine: Promise<typeof Engine> | undefined;
  return {
    name: 'cutover:decks',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html, { filename }) => {
        if (!/[\\/]decks[\\/]/.test(filename)) return html;
        engine ??= runnerImport<typeof Engine>(ENGINE).then(({ module }) => module);
        const fill = filler(await engine);
        return html.replace(HOLE, (_hole, words: string) => fill(words.split(/\s+/)));
      },
    },
  };
}

function filler({ METRICS, parse, run, said, format }: typeof Engine): (words: string[]) => string {
  const played = new Map<string, { scenario: Engine.Scenario; trace: Engine.Trace }>();
  const playedOnce = (id: string): { scenario: Engine.Scenario; trace: Engine.Trace } => {
    const before = played.get(id);
    if (before !== undefined) return before;
    const { scenario } = parse(readFileSync(`scenarios/${id}/scenario.yaml`, 'utf8'), { file: id });
    const both = { scenario, trace: run(scenario, { seed: SEED }) };
    played.set(id, both);
    return both;
  };
  return ([word = '', ...rest]) => {
    if (word === 'figure') {
      const [id = '', views = '', ...opening] = rest;
      return figureOf(id, views, opening.join(' '), playedOnce(id).scenario).html;
    }
    if (word === 'race') return raceOf(playedOnce(rest[0] ?? '').trace, format.duration).html;
    const [what = ''] = rest, { scenario, trace } = playedOnce(word);
    const metric = METRICS.find(({ id }) => id === what);
    return escaped(metric === undefined ? written(scenario, what) : said(metric.unit, metric.measure(trace)));
  };
}

/** A number of the scenario; durations, which the engine counts in microseconds, in seconds. */
function written(scenario: Engine.Scenario, path: string): string {
  const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], scenario);
  if (typeof value !== 'number') throw new Error(`The deck asks for ${path}, which is neither a metric nor a number of the scenario.`);
  return String(value >= 1_000_000 ? value / 1_000_000 : value);
}
