import { EXPORTED_UNITS, exported } from '../../sim/index.ts';
import type { SweptFile } from '../sweep.ts';
import { csvCell } from '../../report/index.ts';

const DIAL = (number: number): string[] => [`dial${number}`, `value${number}`, `position${number}`];
const COLUMNS = [
  ...['file', 'strategy', 'root', 'replications', 'confidence', ...DIAL(1), ...DIAL(2), 'problem', 'own', 'unbeaten', 'unfinished'],
  ...['metric', 'under', 'unit', 'runs', 'runsWithout', 'mean', 'low', 'high', 'median', 'q10', 'q90', 'typicalSeed', 'worstSeed'],
  ...['asGoodAsBest', 'knee', 'fromBase', 'fromBaseLow', 'fromBaseHigh', 'fromBaseDiffers'],
  ...['fromPrevious', 'fromPreviousLow', 'fromPreviousHigh', 'fromPreviousDiffers'],
];

/** One row per point and metric; an empty value where there is none. Positions are seconds, shares 0-1, requests a second or numbers. */
export function sweepCsvOf({ loaded, sweeps, settings }: SweptFile): string {
  const rows = sweeps.flatMap(({ strategy, grid, sweep }) => {
    const { axes, points } = grid,
      width = axes[0]!.values.length;
    return points.flatMap(({ at, problem }, point) =>
      sweep.metrics.map(({ measured, cells, fromBase, fromPrevious, asGood, knees }) => {
        const { metric, under } = measured,
          found = cells[point] ?? null,
          told = (value: number | null | undefined): number | null => exported(metric.unit, value ?? null);
        const dials = [0, 1].flatMap((index) => {
          const axis = axes[index];
          if (axis === undefined) return [null, null, null];
          const place = at[index]!,
            position = axis.positions?.[place] ?? null;
          return [axis.dial.id, axis.labels[place]!, position === null ? null : exported(axis.dial.kind === 'duration' ? 'duration' : 'times', position)];
        });
        const contrasts = [fromBase[point], fromPrevious[point]].flatMap((contrast) => [
          ...[contrast?.mean, contrast?.low, contrast?.high].map(told),
          contrast ? String(contrast.differs) : null,
        ]);
        return [
          ...[loaded.file, strategy.id, settings.root, sweep.replications, sweep.confidence, ...dials, problem],
          ...[String(axes.every(({ own }, index) => own === at[index])), yesNo(sweep.unbeaten[point]), sweep.unfinished[point]],
          ...[metric.id, under, EXPORTED_UNITS[metric.unit], found?.n, found?.none],
          ...[found?.mean, found?.low, found?.high, found?.median, found?.q10, found?.q90].map(told),
          ...[found?.typicalSeed, found?.worstSeed, yesNo(asGood[point])],
          ...[String(knees[Math.floor(point / width)]?.at === point % width), ...contrasts],
        ];
      }),
    );
  });
  return [COLUMNS, ...rows].map((row) => `${row.map((value) => csvCell(value ?? '')).join(',')}\r\n`).join('');
}

const yesNo = (value: boolean | null | undefined): string | null => (value === null || value === undefined ? null : String(value));
