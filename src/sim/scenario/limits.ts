import { HOUR, type Micros } from '../kernel/index.ts';

/** What a file may hold. A reader on a phone must be able to run it, and nobody's page may freeze. */
export const TEXT_BYTES_MAX = 256 * 1024;
export const DEPTH_MAX = 40;
export const NODES_MAX = 20_000;
/** Issues told at once; more would bury the first. */
export const ISSUES_MAX = 20;

/** What a run may hold. */
export const HORIZON_MAX: Micros = 24 * HOUR;
export const REVISIONS_MAX = 8;
export const FAULTS_MAX = 100;
export const OPERATOR_MAX = 50;
export const EXPECTATIONS_MAX = 20;
export const STEPS_MAX = 40;
export const REQUESTS_MAX = 3_000_000;

/** Keys that mean something to JavaScript's objects, and could change them. */
export const FORBIDDEN_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];
