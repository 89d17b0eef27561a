import { MediaQuery } from 'svelte/reactivity';
import { zoomOf } from '../projector.svelte.ts';

const wide = new MediaQuery('(min-width: 900px)');

/** Whether words stand beside the pictures; else they stand above, and the pictures have the whole width. */
export const isBeside = (): boolean => wide.current && zoomOf() === 1;
