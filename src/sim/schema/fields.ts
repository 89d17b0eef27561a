/** Every helper that makes a field: `leaves` hold values, `shapes` hold further fields, `variants` hold one of several shapes. */
export * from './leaves.ts';
export * from './shapes.ts';
export * from './unless-meant.ts';
export * from './variants.ts';
