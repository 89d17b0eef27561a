import { build, strategyArms, type Arm } from '../sim/index.ts';
import type { Asked } from '../results/index.ts';
import { clean } from './clean.ts';
import type { Io } from './io.ts';
import type { Loaded, Setting } from './load.ts';
import { shortNames } from './short-names.ts';
import { tellTrouble } from './trouble.ts';

/** What everyone compares; the strategy of the world itself comes first. */
const USUAL = ['recreate', 'rolling', 'blue-green', 'canary'];

/** Rows of the table at most: more would make every interval too wide to say anything. */
const ARMS_MAX = 24;

/** The rows of a comparison, and the words that asked for them. */
export interface Asking {
  arms: Arm[];
  asked: Asked;
}

/** Every file under every strategy asked for; null after telling which cannot be. */
export function armsOf(
  loaded: readonly Loaded[],
  { strategies, set }: { strategies?: string[]; set: Setting[] },
  io: Io,
): Asking | null {
  const arms: Arm[] = [],
    from: { file: string; set: readonly Setting[] }[] = [];
  const names = shortNames(loaded.map(({ file }) => file));
  for (const [place, { file, source, scenario }] of loaded.entries()) {
    const name = names[place]!;
    const own = scenario.strategy.kind;
    const isAlone = loaded.length === 1;
    const ids = strategies ?? (isAlone ? [own, ...USUAL.filter((id) => id !== own)] : [own]);
    for (const arm of strategyArms(source, [...new Set(ids)])) {
      const under = isAlone ? arm.id : strategies === undefined ? name : `${name} ${arm.id}`;
      const id = distinct(clean(under).replace(/\s+/g, ' '), arms);
      if (!isValid(arm, `${file}, ${arm.id}`, io)) return null;
      arms.push({ ...arm, id, label: isAlone ? arm.label : id });
      from.push({
        file,
        set: arm.source === source ? set : [...set, { path: 'strategy', value: JSON.stringify(arm.source['strategy']) }],
      });
    }
  }
  if (arms.length >= 2 && arms.length <= ARMS_MAX)
    return { arms, asked: { files: loaded.map(({ file }) => file), strategies: strategies ?? null, set, arms: from } };
  io.err(
    arms.length < 2
      ? 'There is nothing to compare: name two strategies, or two files.\n'
      : `${arms.length} rows are too many; ${ARMS_MAX} is the limit. Name fewer files or strategies.\n`,
  );
  return null;
}

/** The same file twice is two rows. */
const distinct = (id: string, arms: readonly Arm[]): string => {
  const alike = arms.filter((arm) => arm.id === id || arm.id.startsWith(`${id} (`)).length;
  return alike === 0 ? id : `${id} (${alike + 1})`;
};

function isValid({ source }: Arm, name: string, io: Io): boolean {
  try {
    build(source);
    return true;
  } catch (error) {
    tellTrouble(error, name, io);
    return false;
  }
}
