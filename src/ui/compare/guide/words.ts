import { needsOf, VALUES_MIN, type Advice, type Held, type Verdict } from '../../../sim/index.ts';

/** The answer as it stands at the head of the page. */
export function headingOf({ standing, recommended, runnerUp, ranked, replications }: Advice): { kicker: string; name: string; needs: string; next: string } {
  const first = ranked[0];
  if (first === undefined || replications < VALUES_MIN)
    return { kicker: 'Which one?', name: 'Too early to say', needs: `An answer takes ${VALUES_MIN} runs of everything; so far there are ${replications}.`, next: '' };
  if (recommended !== null) {
    const next = runnerUp === null ? '' : runnerUp.standing === 'fits' ? `Runner-up: ${runnerUp.label}.` : `No other keeps all limits; next is ${runnerUp.label}.`;
    return { kicker: 'Recommended', name: recommended.label, needs: `Takes ${needsOf(recommended.id)}.`, next };
  }
  if (standing === 'not decided') return { kicker: 'Not decided by these runs', name: `${first.label}, perhaps`, needs: '', next: '' };
  return { kicker: 'No strategy keeps all limits', name: `Nothing fits; closest is ${first.label}`, needs: '', next: '' };
}

const SIGNS: Readonly<Record<Verdict | Held['comes'], string>> = {
  fits: '✓',
  'does not fit': '✗',
  'not decided': '?',
  'not asked': '',
  'comes out': '✓',
  'does not come out': '✗',
};

/** A mark that stands beside a word or a number, and never alone. */
export const signOf = (verdict: Verdict | Held['comes']): string => SIGNS[verdict];
