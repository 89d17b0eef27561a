export * from './calendar.ts';
export * from './distribution.ts';
export * from './hash.ts';
export * from './random.ts';
export * from './time.ts';
