/** Conditions come from other people's manifests: these bounds keep any of them from taking the tab with it. */
export const LENGTH_MAX = 2_000;
/** How deep brackets and operators may nest. */
export const DEPTH_MAX = 64;
/** How many operations one evaluation may take; a closure counts once per element. */
export const STEPS_MAX = 20_000;
