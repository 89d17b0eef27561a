import Reveal from 'reveal.js';
import './deck.css';
import { drive } from './figures.ts';
import { drawn, isPrint, spread } from './print.ts';

const SIZE = { width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 4, center: false };

const root = document.querySelector<HTMLElement>('.reveal')!;
const print = isPrint(location.search);
// reveal takes any of its settings from the address, and so from whoever made the link: its message door must not be opened that way.
history.replaceState(null, '', `${location.pathname}${print ? '?print-pdf' : ''}${location.hash}`);
if (print) spread(root);

const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
const deck = new Reveal(root, {
  ...SIZE,
  view: print ? 'print' : null,
  hash: true,
  postMessage: false,
  postMessageEvents: false,
  // Frames are ours to load; a slide that is not displayed could not draw its frame.
  viewDistance: 1000,
  mobileViewDistance: 1000,
  transition: isStill ? 'none' : 'fade',
  transitionSpeed: 'fast',
  autoAnimate: false,
  // Below this width reveal would take the slides apart to scroll through them, and every frame would load anew.
  scrollActivationWidth: 0,
  controlsTutorial: false,
  slideNumber: 'c/t',
  pdfSeparateFragments: false,
  pdfMaxPagesPerSlide: 1,
});

/** What waits for `data-ready` on the document (tests, and programs that print) finds every figure drawn. */
const sayReady = (): void => void (document.documentElement.dataset['ready'] = '');

if (print) deck.on('pdf-ready', () => void drawn(root).then(sayReady));
await deck.initialize();
if (!print) {
  drive(deck, root);
  sayReady();
}
