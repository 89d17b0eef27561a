import { knobs, type Knob, type KnobGroup, type Source } from '../../scenario/index.ts';

/** Every knob of a world, those inside lists too. */
export const leavesOf = (source: Source): Knob[] => knobs(source).flatMap(within);

export const leafAt = (source: Source, path: string): Knob | undefined => leavesOf(source).find((knob) => knob.path === path);

const within = (group: KnobGroup): Knob[] => group.knobs.flatMap((knob) => [knob, ...(knob.item ?? []).flatMap(within)]);
