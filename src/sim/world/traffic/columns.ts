import type { Micros } from '../../kernel/index.ts';
import { IN_FLIGHT } from '../../trace/facts.ts';
import { copyOf } from '../../trace/trace.ts';
import type { Attempts, Requests } from '../../trace/trace.ts';

type Column = Float64Array | Int32Array | Uint8Array;

/** Doubles every typed-array column of a table, keeping its rows. */
function grow<T extends object>(table: T): void {
  const columns = table as Record<string, unknown>;
  for (const [name, column] of Object.entries(columns))
    if (ArrayBuffer.isView(column)) {
      const wider = new (column.constructor as new (length: number) => Column)((column as Column).length * 2);
      wider.set(column as Column);
      columns[name] = wider;
    }
}

/** Cuts every column to the rows in use: a copy only where much is spare, after more retries than expected. */
function cut<T extends { count: number }>(table: T): T {
  const result: Record<string, unknown> = { ...table };
  for (const [name, column] of Object.entries(result))
    if (ArrayBuffer.isView(column)) {
      const rows = column as Column;
      result[name] = table.count < 0.75 * rows.length ? rows.slice(0, table.count) : rows.subarray(0, table.count);
    }
  return result as T;
}

/** The luck of each request, drawn when it arrives so that no strategy can change it. Not part of the trace. */
interface Luck {
  route: Float64Array;
  service: Float64Array;
  bug: Float64Array;
}

/** The request and attempt columns while they are being written. */
export class Columns {
  readonly requests: Requests;
  readonly attempts: Attempts;
  readonly luck: Luck;

  /** @param expected requests to expect; more are taken too, at the price of copying */
  constructor(expected: number) {
    const rows = Math.max(64, Math.ceil(expected));
    this.requests = {
      count: 0,
      arrivedAt: new Float64Array(rows),
      endedAt: new Float64Array(rows),
      user: new Int32Array(rows),
      outcome: new Uint8Array(rows),
      lastAttempt: new Int32Array(rows),
      write: new Uint8Array(rows),
    };
    this.luck = { route: new Float64Array(rows), service: new Float64Array(rows), bug: new Float64Array(rows) };
    this.attempts = {
      count: 0,
      request: new Int32Array(rows),
      previous: new Int32Array(rows),
      sentAt: new Float64Array(rows),
      startedAt: new Float64Array(rows),
      endedAt: new Float64Array(rows),
      replica: new Int32Array(rows),
      revision: new Int32Array(rows),
      outcome: new Uint8Array(rows),
    };
  }

  addRequest(at: Micros, user: number, write: boolean): number {
    const { requests } = this;
    if (requests.count === requests.arrivedAt.length) {
      grow(requests);
      grow(this.luck);
    }
    const row = requests.count++;
    requests.arrivedAt[row] = at;
    requests.user[row] = user;
    requests.lastAttempt[row] = -1;
    requests.write[row] = write ? 1 : 0;
    return row;
  }

  addAttempt(at: Micros, request: number, replica: number, revision: number): number {
    const row = this.#addRow(at, request, this.requests.lastAttempt[request]!, replica, revision);
    this.requests.lastAttempt[request] = row;
    return row;
  }

  /** A mirrored copy of a request: nobody waits for its answer. */
  addCopy(at: Micros, request: number, replica: number, revision: number): number {
    return this.#addRow(at, copyOf(request), -1, replica, revision);
  }

  #addRow(at: Micros, request: number, previous: number, replica: number, revision: number): number {
    const { attempts } = this;
    if (attempts.count === attempts.sentAt.length) grow(attempts);
    const row = attempts.count++;
    attempts.request[row] = request;
    attempts.previous[row] = previous;
    attempts.sentAt[row] = at;
    attempts.startedAt[row] = -1;
    attempts.replica[row] = replica;
    attempts.revision[row] = revision;
    return row;
  }

  /** How many attempts of a request have been sent so far. */
  attemptsOf(request: number): number {
    const { previous } = this.attempts;
    let count = 0;
    for (let row = this.requests.lastAttempt[request]!; row >= 0; row = previous[row]!) count++;
    return count;
  }

  /** The finished tables; what is still in flight ends, unanswered, at the horizon. */
  finish(horizon: Micros): { requests: Requests; attempts: Attempts } {
    const requests = cut(this.requests),
      attempts = cut(this.attempts);
    for (let i = 0; i < requests.count; i++) if (requests.outcome[i] === IN_FLIGHT) requests.endedAt[i] = horizon;
    for (let i = 0; i < attempts.count; i++) if (attempts.outcome[i] === IN_FLIGHT) attempts.endedAt[i] = horizon;
    return { requests, attempts };
  }
}
