/**
 * How a page and an embed in one of its frames talk. The embed says a hello without content; the page answers once, with a port; from then
 * on they talk over that port alone, in closed commands and events which both sides check: no names of methods, no paths, no addresses,
 * no markup.
 */
export * from './messages.ts';
export { Rate } from './rate.ts';
