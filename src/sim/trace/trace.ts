import type { Micros } from '../kernel/index.ts';
import type { Fact } from './facts.ts';

/** Bumped whenever the meaning of a trace changes; in every export. */
export const TRACE_SCHEMA = 1;

/** The terms of the run that a reader needs in order to judge it, copied from the scenario so that a trace stands alone. */
export interface Header {
  schema: number;
  title: string;
  seed: number;
  horizon: Micros;
  /** Id of the strategy. */
  strategy: string;
  /** The revision in service at the start. */
  stable: string;
  /** The revision of the scenario's rollout. */
  next: string;
  rolloutAt: Micros;
  /** Replicas wanted at the start. */
  replicas: number;
  concurrency: number;
  queue: number;
  grace: Micros;
  users: number;
  /** Share of all users by cohort, 0…1. */
  cohorts: Record<string, number>;
  timeout: Micros;
  pricePerHour: number;
  slo: Slo;
  alarm: Alarm;
}

export interface Slo {
  /** Share of requests that must be served, 0…1. */
  availability: number;
  period: Micros;
}

/** The pager: fires when the share of failed requests over the window exceeds the limit. It only tells; it changes nothing. */
export interface Alarm {
  /** 0…1. */
  failedAbove: number;
  window: Micros;
}

/**
 * One finished run, immutable and plain (it survives structured cloning). Everything shown is a function of a trace and an instant.
 */
export interface Trace {
  header: Header;
  /** Ids in the scenario's order; the index is what the columns and windows store. */
  revisions: string[];
  /** Ids in order of creation; the index is what the columns store. */
  replicas: string[];
  facts: Fact[];
  windows: Windows;
  requests: Requests;
  attempts: Attempts;
  /** Events played by the kernel. */
  events: number;
  /** Sixteen hexadecimal digits over facts, windows and columns. */
  readonly digest: string;
}

/**
 * One row per window of one second and per revision, plus one pseudo-revision (the last) for requests that no replica answered.
 * A request counts in the second in which it arrived, so served + failed + in flight = offered in every row.
 * Row of window `w` and revision `r`: `w * (revisions + 1) + r`.
 */
export interface Windows {
  /** Length of one window: a second. */
  width: Micros;
  count: number;
  offered: Uint32Array;
  served: Uint32Array;
  /** `row * FAILURE_CAUSES.length + cause`. */
  failed: Uint32Array;
}

/** One row per request of a user, in order of arrival. A request may need several attempts. */
export interface Requests {
  count: number;
  arrivedAt: Float64Array;
  /** When the user had the answer or gave up; the horizon when still in flight. */
  endedAt: Float64Array;
  user: Int32Array;
  /** IN_FLIGHT, SERVED, or FIRST_CAUSE + cause of the last attempt. */
  outcome: Uint8Array;
  /** 1 when the request changes something outside: what a mirrored copy does twice. */
  write: Uint8Array;
  /** Row of the last attempt; earlier ones follow through `attempts.previous`. */
  lastAttempt: Int32Array;
}

/** How a mirrored copy of a request is written in `Attempts.request`, and read back: nobody waits for its answer, and it is no attempt of the request. */
export const copyOf = (request: number): number => -1 - request;

/** The request that an attempt belongs to, or that a copy was made of. */
export const originalOf = (request: number): number => (request < 0 ? copyOf(request) : request);

/** One row per attempt, in order of sending. */
export interface Attempts {
  count: number;
  /** Row of the request; negative for a mirrored copy, see `copyOf`. */
  request: Int32Array;
  /** Row of the attempt before this one of the same request; −1 for the first. */
  previous: Int32Array;
  sentAt: Float64Array;
  /** When a slot took it up; −1 when none did. */
  startedAt: Float64Array;
  /** When the client had an answer, an error or gave up. */
  endedAt: Float64Array;
  /** Index into `trace.replicas`; −1 when the router knew none. */
  replica: Int32Array;
  /** Index into `trace.revisions`; −1 when the router knew none. */
  revision: Int32Array;
  outcome: Uint8Array;
}
