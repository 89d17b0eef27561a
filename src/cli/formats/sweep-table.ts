import { wrap, type SweptMetric } from '../../sim/index.ts';
import { cleanDeep } from '../clean.ts';
import type { Io } from '../io.ts';
import type { Swept, SweptFile } from '../sweep.ts';
import { barOf } from './sweep-bar.ts';
import { dialName, headOf, headingOf, marksOf, meanText, notesOf, sentencesOf, termsOf, valuesOn } from './sweep-words.ts';

/** Columns of the terminal that are used. */
const WIDTH = 100;
const BAR = 12;
/** Two marks, with a space before and behind. */
const MARKS = 4;
const GAP = '  ';

/** The sweep for people: a line a value with bars, or a map for each metric; then what it says, and what the marks mean. */
export function sweepTableOf(file: SweptFile, io: Io): string {
  const sections = file.sweeps.map((swept) => {
    const { grid } = swept;
    const body = grid.axes.length === 1 ? curve(swept, io) : swept.sweep.metrics.flatMap((metric) => ['', ...map(swept, metric, io)]);
    return [
      io.style('bold', cleanDeep(headingOf(file.title, swept))),
      ...wrapped(termsOf(swept, file)).map((line) => io.style('gray', line)),
      ...body,
      '',
      ...problems(swept),
      ...sentencesOf(swept).flatMap((text) => wrapped(text)),
      '',
      ...notesOf(swept).flatMap((text) => wrapped(text)).map((line) => io.style('gray', line)),
    ];
  });
  const all = [...sections.flatMap((lines, index) => (index === 0 ? lines : ['', '', ...lines]))];
  return `${[...all, io.style('gray', 'Single runs, each with the command that plays it again: --format json.')].map((line) => line.trimEnd()).join('\n')}\n`;
}

const wrapped = (text: string, width = WIDTH): string[] => wrap([{ text: cleanDeep(text) }], width).map((line) => line.map((piece) => piece.text).join('').trimEnd());

const problems = ({ grid }: Swept): string[] => {
  const lines = grid.points.flatMap(({ name, problem }) => (problem === null ? [] : wrapped(`${name} cannot be played: ${problem}`)));
  return lines.length === 0 ? [] : [...lines, ''];
};

/** One dial: a line a value, and for each metric the mean, its marks and a bar; tables below each other where the width asks for it. */
function curve(swept: Swept, io: Io): string[] {
  const { grid, sweep } = swept,
    columns = grid.axes[0]!.values.length,
    isMarked = sweep.metrics.length > 1;
  const values = valuesOn(grid, 0).map((value, point) => `${value}${isMarked && sweep.unbeaten[point] === true ? ' ◆' : ''}`),
    blocks = sweep.metrics.map((metric) => blockOf(metric, columns)),
    height = Math.max(...blocks.map(({ head }) => head.length));
  const names = padded([...Array<string>(height - 1).fill(''), grid.axes[0]!.dial.label, ...values], 'end');
  const lines = blocks.map(({ head, body, width }) =>
    padded([...Array<string>(height - head.length).fill(''), ...head, ...body], 'end', width),
  );
  const tables: string[][][] = [];
  let left = 0;
  for (const block of lines) {
    const needs = GAP.length + block[0]!.length;
    if (tables.length === 0 || needs > left) {
      tables.push([]);
      left = WIDTH - names[0]!.length;
    }
    tables.at(-1)!.push(block);
    left -= needs;
  }
  return tables.flatMap((some) => [
    '',
    ...names.map((name, line) => {
      const text = [name, ...some.map((block) => block[line]!)].join(GAP).trimEnd();
      return line < height ? io.style('bold', text) : text;
    }),
  ]);
}

interface Block {
  head: string[];
  body: string[];
  width: number;
}

function blockOf(metric: SweptMetric, columns: number): Block {
  const texts = padded(metric.cells.map((_, point) => meanText(metric, point)), 'start'),
    means = metric.cells.flatMap((cell) => cell?.mean ?? []);
  const [low, high] = [Math.min(0, ...means), Math.max(...means)],
    width = texts[0]!.length + MARKS + BAR;
  const body = texts.map((text, point) => {
    const mean = metric.cells[point]?.mean ?? null;
    return `${text} ${marksOf(metric, point, columns)} ${mean === null ? '' : barOf(mean, low, high, BAR)}`;
  });
  return { head: wrapped(headOf(metric), width), body, width };
}

/** Two dials: the first across, the second down. */
function map(swept: Swept, metric: SweptMetric, io: Io): string[] {
  const { grid } = swept,
    width = grid.axes[0]!.values.length,
    down = valuesOn(grid, 1);
  const cellsWith = (withHalf: boolean): string[][] =>
    down.map((_, row) =>
      Array.from({ length: width }, (__, column) => {
        const point = row * width + column,
          { problem } = grid.points[point]!;
        return problem === null ? `${meanText(metric, point, withHalf)} ${marksOf(metric, point, width)}` : '×   ';
      }),
    );
  const lay = (cells: readonly string[][]): string[] => {
    const columns = valuesOn(grid, 0).map((value, column) => padded([`${value}   `, ...cells.map((row) => row[column]!)], 'start'));
    const names = padded(['', ...down], 'start');
    return names.map((name, line) => [name, ...columns.map((column) => column[line]!)].join(GAP));
  };
  const whole = lay(cellsWith(true)),
    isNarrow = Math.max(...whole.map(({ length }) => length)) <= WIDTH,
    lines = isNarrow ? whole : lay(cellsWith(false));
  return [
    io.style('bold', headOf(metric)),
    io.style('gray', `${dialName(grid, 0)} across, ${dialName(grid, 1)} down${isNarrow ? '' : '; intervals in --format csv'}`),
    ...lines,
  ];
}

/** All as wide as the widest, or as said. */
function padded(texts: readonly string[], at: 'start' | 'end', width = Math.max(...texts.map(({ length }) => length))): string[] {
  return texts.map((text) => (at === 'start' ? text.padStart(width) : text.padEnd(width)));
}
