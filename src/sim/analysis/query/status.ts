import type { Matcher, Series } from './promql.ts';

/** Labels that hold the status of an answer, or a word for how it went. */
const STATUS = new Set(
  'response_code status status_code code http_status http_status_code http_response_status_code response_code_class envoy_response_code envoy_response_code_class classification status_class outcome'.split(
    ' ',
  ),
);

/** Codes, classes of codes, and the words that Linkerd and Spring have for them. */
const BAD = /^(\[?[45]|failure$|error$|server_error$|client_error$)/i,
  GOOD = /^(\[?[123]|success$|redirection$|informational$)/i;

/** Which answers a series counts: only good ones, only bad ones, or all. Null = a status that says neither. */
export function answersOf({ name, matchers }: Series): 'good' | 'bad' | 'all' | null {
  const said = matchers.filter(({ label }) => STATUS.has(label)).map(goodness);
  if (said.length > 0) return said.includes('bad') ? 'bad' : said.includes(null) ? null : 'good';
  if (/(error|failure|failed|5xx)/i.test(name)) return 'bad';
  return /success/i.test(name) ? 'good' : 'all';
}

function goodness({ operator, value }: Matcher): 'good' | 'bad' | null {
  const isNot = operator === '!=' || operator === '!~';
  const turned = (bad: boolean) => (bad !== isNot ? 'bad' : 'good');
  const codes = value.replaceAll(/[()^$?:]/g, '').split('|');
  // 4xx is the user's own doing as a rule, but a query that asks for it counts it as bad, and so do we.
  const areBad = codes.map((code) => (BAD.test(code) ? true : GOOD.test(code) ? false : null));
  if (areBad.includes(null)) return null;
  if (areBad.every((bad) => bad === true)) return turned(true);
  return areBad.every((bad) => bad === false) ? turned(false) : null;
}
