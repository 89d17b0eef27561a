export * from './calendar.ts';
export * from './distribution.ts';
export * from './hash.ts';
export * from './order-statistics.ts';
export * from './random.ts';
export * from './sort-instants.ts';
export * from './time.ts';
