/** As much of a Prometheus query as its shape needs: which series are looked at, under which functions, divided by what. */
export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

export interface Series {
  name: string;
  matchers: Matcher[];
  /** As written, `5m`; null without a range. */
  range: string | null;
  /** The functions around it, outermost first. */
  functions: string[];
  /** Which side of the one division it stands on; `whole` when nothing is divided. */
  side: 'over' | 'under' | 'whole';
}

/** Longest query that is looked at, in characters. */
export const QUERY_MAX = 5_000;
const SERIES_MAX = 20;

interface Open {
  name: string;
  /** A `by (…)` list holds labels, and no series. */
  isLabels: boolean;
}

const TOKEN =
  /\{\{[^{}]*\}\}|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*|[A-Za-z_:][\w:]*|\d[\w.]*|\.\d+|==|!=|=~|!~|>=|<=|\s+|./gs;
const LABEL_LISTS = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);
const WORDS = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan', ...LABEL_LISTS]);

/** A query taken apart. `isInverted`: all of it is taken from 1, or from 100: `1 - errors / all`. */
export interface Shape {
  series: Series[];
  isInverted: boolean;
  /** The first number handed to histogram_quantile. */
  quantile: number | null;
}

/** Reads the shape in one pass over the words; null when brackets do not match or there is too much of everything. */
export function shapeOf(query: string): Shape | null {
  if (query.length > QUERY_MAX) return null;
  const tokens = (query.match(TOKEN) ?? []).filter((token) => token.trim() !== '' && !token.startsWith('#'));
  const open: Open[] = [],
    series: Series[] = [];
  let side: 'over' | 'under' = 'over',
    divisions = 0,
    quantile: number | null = null,
    isInverted = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!,
      next = tokens[at + 1];
    if (token === '(') open.push({ name: callee(tokens, at), isLabels: LABEL_LISTS.has(tokens[at - 1] ?? '') });
    else if (token === ')') {
      if (open.pop() === undefined) return null;
    } else if (token === '/') {
      divisions++;
      side = 'under';
    } else if (token === '-' && /^1(00)?(\.0+)?$/.test(tokens[at - 1] ?? '') && series.length === 0) isInverted = true;
    else if (/^[\d.]/.test(token) && open.at(-1)?.name === 'histogram_quantile') quantile ??= Number(token);
    else if (
      /^[A-Za-z_:]/.test(token) &&
      next !== '(' &&
      !WORDS.has(token) &&
      !open.at(-1)?.isLabels &&
      !isAggregation(tokens, at)
    ) {
      const found = readSeries(tokens, at);
      if (found === null || series.length === SERIES_MAX) return null;
      series.push({ ...found.series, functions: open.map(({ name }) => name).filter((name) => name !== ''), side });
      at = found.end;
    }
  }
  if (open.length > 0) return null;
  return { series: divisions === 0 ? series.map((one) => ({ ...one, side: 'whole' })) : series, isInverted, quantile };
}

/** The function whose bracket opens here: `sum (`, and `sum by (le) (`. */
function callee(tokens: readonly string[], bracket: number): string {
  const before = tokens[bracket - 1] ?? '';
  if (before !== ')') return /^[A-Za-z_]/.test(before) && !WORDS.has(before) ? before : '';
  let at = bracket - 1;
  while (at > 0 && tokens[at] !== '(') at--;
  return LABEL_LISTS.has(tokens[at - 1] ?? '') ? (tokens[at - 2] ?? '') : '';
}

const isAggregation = (tokens: readonly string[], at: number): boolean => LABEL_LISTS.has(tokens[at + 1] ?? '');

type Found = { series: Omit<Series, 'functions' | 'side'>; end: number };

function readSeries(tokens: readonly string[], from: number): Found | null {
  const matchers: Matcher[] = [];
  let at = from + 1;
  if (tokens[at] === '{') {
    for (at++; tokens[at] !== '}'; at++) {
      if (at >= tokens.length) return null;
      if (tokens[at] === ',') continue;
      const [label, operator, value] = tokens.slice(at, at + 3);
      if (!/^(=|!=|=~|!~)$/.test(operator ?? '') || !/^["'{]/.test(value ?? '')) return null;
      matchers.push({ label: label!, operator: operator as Matcher['operator'], value: unquoted(value!) });
      at += 2;
    }
    at++;
  }
  let range: string | null = null;
  if (tokens[at] === '[') {
    const end = tokens.indexOf(']', at);
    if (end < 0) return null;
    range = tokens.slice(at + 1, end).join('');
    at = end + 1;
  }
  return { series: { name: tokens[from]!, matchers, range }, end: at - 1 };
}

const unquoted = (text: string): string => (/^["']/.test(text) ? text.slice(1, -1) : text);
