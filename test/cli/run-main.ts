import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

/** One call of the program, in this process: what it printed where, and its exit code. */
export async function cutover(
  args: string[],
  stdin = '',
  style: Io['style'] = (_look, text) => text,
  now: Io['now'] = () => 0,
): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    stdin: () => Promise.resolve(stdin),
    style,
    now,
  };
  const code = await main(args, io);
  return { code, out, err };
}

/** A scenario that runs in no time. */
export const SMALL = `
title: Small
horizon: 60s
fleet: { replicas: 2, boot: 4s }
traffic: { rate: 5/s, users: 20 }
revisions:
  v1: { latency: 40ms }
  v2: { latency: 40ms }
rollout: { at: 10s, to: v2 }
strategy: { rolling: { maxSurge: 1, maxUnavailable: 0 } }
`;

/** The cells of one line of CSV whose cells are all quoted. */
export const cellsOf = (line: string): string[] =>
  [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell!.replaceAll('""', '"'));
