import { spawnSync } from 'node:child_process';
import type { Round } from './suite.ts';

/** SimPy, when this machine's Python has it. */
export interface Simpy {
  /** With its version, when there is one. */
  name: string;
  skipped?: string;
  round(program: string, amount: number): Round;
}

export function askSimpy(): Simpy {
  const version = python('import simpy; print(simpy.__version__)');
  return {
    name: version === undefined ? 'SimPy' : `SimPy ${version}`,
    ...(version === undefined && { skipped: 'python3 has no simpy; `pip install simpy` brings it' }),
    round: (program, amount) => {
      const [done, seconds] = (python(program, String(amount)) ?? '').split(' ').map(Number);
      return { amount: done!, seconds: seconds! };
    },
  };
}

function python(program: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', program, ...args], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
