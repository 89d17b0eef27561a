/** Kinds of data events on the calendar. The payload is a row or an index, as named. */
export const EVENT = {
  /** The next request of a user. Payload unused. */
  arrival: 0,
  /** A slot has finished its work. Payload: attempt row. */
  completion: 1,
  /** A client has waited long enough. Payload: attempt row. */
  timeout: 2,
  /** A client tries again. Payload: request row. */
  retry: 3,
  /** The kubelet probes. Payload: replica index × 4 + probe. */
  probe: 4,
} as const;
