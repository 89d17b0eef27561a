import { isMapping, type Json } from '../../../schema/index.ts';
import { build, type Source } from '../../../scenario/index.ts';
import { strategyOf } from '../../../strategies/index.ts';

/** The strategy of a world, and what is written of its parameters. */
export interface Written {
  kind: string;
  title: string;
  /** Nothing where only its name is written. */
  params: { [key: string]: Json };
}

export function strategyIn(source: Source): Written {
  const written = source['strategy'],
    { kind } = build(source).strategy;
  const params = isMapping(written) ? written[kind] : undefined;
  return { kind, title: strategyOf(kind).title, params: isMapping(params) ? params : {} };
}

/** Whether an optional part is there: `true` and a mapping say so. */
export const isOn = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== 'none' && value !== false;
