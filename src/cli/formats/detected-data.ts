import { csvCell } from '../../report/index.ts';
import type { Detected } from '../detect.ts';

/** Raised whenever a reader of the output would have to change. */
const SCHEMA = 'cutover.detection/1';

/** All of it as one object: shares 0…1, a bug of size 0 is a good release. */
export function detectedJsonOf({ title, runs, root, confidence, rows, tool }: Detected): string {
  return `${JSON.stringify({
    ...{ schema: SCHEMA, tool, title, root, runs, confidence },
    rows: rows.map(({ strategy, label, detections }) => ({
      strategy,
      label,
      bugs: detections.map(({ size, takenBack, hurt }) => ({ size, takenBack, usersHurt: hurt })),
    })),
  })}\n`;
}

const COLUMNS = [
  ...['strategy', 'label', 'bug', 'runs', 'takenBack', 'share', 'shareLow', 'shareHigh'],
  ...['usersHurt', 'usersHurtLow', 'usersHurtHigh', 'root', 'confidence', 'schema', 'tool'],
];

/** One line per strategy and size of the bug; an empty value where there is none. */
export function detectedCsvOf({ root, confidence, rows, tool }: Detected): string {
  const lines = rows.flatMap(({ strategy, label, detections }) =>
    detections.map(({ size, takenBack: { n, hits, share, low, high }, hurt }) => [
      ...[strategy, label, size, n, hits, share, low, high],
      ...[hurt.mean, hurt.low, hurt.high, root, confidence, SCHEMA, tool],
    ]),
  );
  return [COLUMNS, ...lines].map((line) => `${line.map((value) => csvCell(value ?? '')).join(',')}\r\n`).join('');
}
