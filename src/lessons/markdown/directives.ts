import { BEATS, ROUND_BEATS, type Beat } from '../prose.ts';

/** How a directive is written: `:::name`, `::name` or `:name[…]`. */
export type Form = 'container' | 'leaf' | 'text';

export interface Directive {
  form: Form;
  /** The attribute that it must have, if any; no others are allowed. */
  attribute: 'id' | 'round' | null;
  /** Beats that it may stand in; `top` is the lesson itself, `any` every beat. */
  within: 'top' | 'any' | readonly Beat[];
}

const BEAT_DIRECTIVES = Object.fromEntries(
  BEATS.map((beat): [string, Directive] => [
    beat,
    { form: 'container', attribute: ROUND_BEATS.includes(beat) ? 'round' : null, within: 'top' },
  ]),
);

/** Every directive that a lesson may use; any other is a mistake. */
export const DIRECTIVES: Readonly<Record<string, Directive>> = {
  ...BEAT_DIRECTIVES,
  guess: { form: 'leaf', attribute: 'id', within: ['predict'] },
  moment: { form: 'container', attribute: 'id', within: ['run'] },
  mark: { form: 'leaf', attribute: 'id', within: ['observe'] },
  compare: { form: 'leaf', attribute: null, within: ['explain'] },
  plan: { form: 'leaf', attribute: null, within: ['attempt', 'prove'] },
  kept: { form: 'container', attribute: 'id', within: ['explain', 'open'] },
  broken: { form: 'container', attribute: 'id', within: ['explain', 'open'] },
  hint: { form: 'container', attribute: null, within: ['prove'] },
  fact: { form: 'text', attribute: null, within: 'any' },
};

const COLONS: Readonly<Record<Form, string>> = { container: ':::', leaf: '::', text: ':' };

/** A directive as an author writes it: `::guess{id=…}`. */
export const written = (name: string, { form, attribute } = DIRECTIVES[name]!): string =>
  `${COLONS[form]}${name}${form === 'text' ? '[…]' : ''}${attribute === null ? '' : `{${attribute}=…}`}`;
