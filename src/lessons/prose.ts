/** A lesson's prose as plain data: it is made at build time, and whoever shows it needs no parser and no markup. */
export type Block =
  | { kind: 'heading'; depth: number; text: Inline[] }
  | { kind: 'paragraph'; text: Inline[] }
  | { kind: 'code'; language: string | null; text: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; isOrdered: boolean; items: Block[][] }
  | { kind: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  /** The place of a prediction to be made, of a mark to be set, of the comparison, and of the plan's controls. */
  | { kind: 'guess' | 'mark'; id: string }
  | { kind: 'compare' | 'plan' }
  /** A remark that appears when the run has come to a moment. */
  | { kind: 'moment'; id: string; blocks: Block[] }
  /** What is only told when the learner's attempt holds a check, or does not. */
  | { kind: 'kept' | 'broken'; id: string; blocks: Block[] }
  /** One rung of the ladder of hints, to be asked for. */
  | { kind: 'hint'; blocks: Block[] };

export type Align = 'left' | 'right' | 'center' | null;

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'emphasis' | 'strong'; text: Inline[] }
  | { kind: 'link'; address: string; text: Inline[] }
  | { kind: 'break' }
  /** A number that a run gives: the name of a value of the lesson. */
  | { kind: 'fact'; id: string };

/** The steps of every lesson, in order; predict, run and observe come once for each round. */
export const BEATS = ['hook', 'attempt', 'predict', 'run', 'observe', 'explain', 'prove', 'open'] as const;
export type Beat = (typeof BEATS)[number];
/** Beats that belong to one round. */
export const ROUND_BEATS: readonly Beat[] = ['predict', 'run', 'observe'];

/** What is told in one beat. */
export interface Scene {
  beat: Beat;
  /** Of predict, run and observe: the round's name. */
  round: string | null;
  blocks: Block[];
}

/** Everything inside blocks, outermost first. */
export function blocksIn(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.kind === 'list') return [block, ...block.items.flatMap(blocksIn)];
    return 'blocks' in block ? [block, ...blocksIn(block.blocks)] : [block];
  });
}

/** All pieces of text of blocks, those inside others too. */
export function inlinesIn(blocks: readonly Block[]): Inline[] {
  const deep = (text: readonly Inline[]): Inline[] =>
    text.flatMap((piece) => ('text' in piece && typeof piece.text !== 'string' ? [piece, ...deep(piece.text)] : [piece]));
  return blocksIn(blocks).flatMap((block) => {
    if (block.kind === 'heading' || block.kind === 'paragraph') return deep(block.text);
    if (block.kind === 'table') return [...block.head, ...block.rows.flat()].flatMap(deep);
    return [];
  });
}

/** A number that somebody typed where a run should tell it; `v2`, as a part of a name, is none. */
export const TYPED_NUMBER = /(?<![\p{L}\p{N}_-])\p{N}/u;

/** Words that a reader takes in a minute, reading carefully. */
export const WORDS_A_MINUTE = 180;

/** How many words a reader reads; a value counts as one. */
export const wordsIn = (blocks: readonly Block[]): number =>
  inlinesIn(blocks).reduce(
    (sum, piece) =>
      sum +
      (piece.kind === 'fact'
        ? 1
        : piece.kind === 'text' || piece.kind === 'code'
          ? (piece.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0)
          : 0),
    0,
  );
