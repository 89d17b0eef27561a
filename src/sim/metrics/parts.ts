import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';

/** A piece of a sentence; the role says in which look to set it. */
export interface Part {
  text: string;
  role?: 'stable' | 'next' | 'harm' | 'number';
}
export const say = (text: string): Part => ({ text });
export const number = (text: string): Part => ({ text, role: 'number' });
export const hurt = (text: string): Part => ({ text, role: 'harm' });
export const version = (trace: Trace, revision: string): Part => ({
  text: revision,
  role: revision === trace.header.stable ? 'stable' : 'next',
});
export const soFar = (trace: Trace, at: Micros): string => (at < trace.header.horizon ? ' so far' : '');

/** Joins the pieces of a list: `a, b and c`. */
export const enumerate = (items: Part[][]): Part[] =>
  items.flatMap((item, index) => (index === 0 ? item : [say(index === items.length - 1 ? ' and ' : ', '), ...item]));
