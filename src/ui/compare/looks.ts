import type { Component } from 'svelte';
import type { Source } from '../../sim/index.ts';
import type { Study } from './study.svelte.ts';
import Table from './table/Table.svelte';

/** What every look is given. It asks for its own runs through `study.runs`. */
export interface LookProps {
  study: Study;
  /** An address that opens a world under a seed. */
  linkTo(source: Source, seed: number): Promise<string>;
  /** An address that opens this very comparison, as it is looked at now. */
  linkHere(): Promise<string>;
  /** Leaves the comparison for one run of it. */
  onopen(source: Source, seed: number, name: string): void;
  /** Starts a worker that plays single runs and hands over all that happened in them. */
  startPlayer(): Worker;
  /** Whether keys that are letters are heard. */
  letters: boolean;
}

interface Look {
  /** Stands in links: lower-case letters only, and never another one. */
  id: string;
  label: string;
  load(): Promise<Component<LookProps>>;
}

/** The ways to look at one world under several strategies, the first one first. All but that come when they are asked for. */
export const LOOKS: readonly Look[] = [
  { id: 'table', label: 'Table', load: () => Promise.resolve(Table) },
  { id: 'words', label: 'In words', load: () => import('./words/Words.svelte').then((module) => module.default) },
  { id: 'together', label: 'Side by side', load: () => import('./together/Look.svelte').then((module) => module.default) },
  { id: 'whatif', label: 'What if', load: () => import('./sweep/Sweep.svelte').then((module) => module.default) },
  { id: 'guide', label: 'Which one?', load: () => import('./guide/Guide.svelte').then((module) => module.default) },
];

/** The look of this id; the first for one that is not known. */
export const lookOf = (id: string): Look => LOOKS.find((look) => look.id === id) ?? LOOKS[0]!;
