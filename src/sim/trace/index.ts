export * from './facts.ts';
export * from './frame.ts';
export * from './trace.ts';
