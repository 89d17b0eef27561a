/** Every helper that makes a field: `leaves` hold values, `shapes` hold further fields. */
export * from './leaves.ts';
export * from './shapes.ts';
