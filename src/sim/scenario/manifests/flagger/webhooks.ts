import { isMapping, show } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import { Reader, type Report } from '../reader.ts';
import { WEBHOOK } from './known-fields.ts';
import { readRequired, readWord } from './leaves.ts';

const TYPES = [
  '',
  'confirm-rollout',
  'pre-rollout',
  'rollout',
  'confirm-traffic-increase',
  'confirm-promotion',
  'post-rollout',
  'event',
  'rollback',
];

/** The two gates that a person stands for: Flagger's own load tester keeps them closed until somebody opens them. */
const GATES: Readonly<Record<string, { knob: 'confirmRollout' | 'confirmPromotion'; at: string }>> = {
  'confirm-rollout': { knob: 'confirmRollout', at: '1m' },
  'confirm-promotion': { knob: 'confirmPromotion', at: '6m' },
};

/** What becomes of the other kinds; nothing outside the rehearsal can be called. */
const TAKEN: Readonly<Record<string, string>> = {
  'pre-rollout': 'it is taken to pass',
  rollout: 'it is taken to pass on every tick, and the load that it makes is not played',
  'confirm-traffic-increase': 'it is taken to agree to every step',
  'post-rollout': 'it comes when everything is over',
  event: 'it only tells',
};

/** Gates become knobs; everything else that a webhook would do is told. */
export function readWebhooks(analysis: Reader, report: Report): Source {
  const gates: Source = {};
  for (const [index, written] of (analysis.list('webhooks') ?? []).entries()) {
    const path = [...analysis.at('webhooks'), index];
    if (!isMapping(written)) {
      report.fault(path, `must be a mapping, is ${show(written)}`, 'Write { name: …, type: …, url: … }.');
      continue;
    }
    const webhook = new Reader(written, path, WEBHOOK, report),
      type = readWord(webhook, 'type', TYPES, report) || 'rollout',
      url = readRequired(webhook, 'url', report, 'Add the address that Flagger calls.') ?? '';
    const name = readRequired(webhook, 'name', report, 'Add a name for the webhook.') ?? '';
    const tell = (kind: 'assumed' | 'notModelled', what: string): void =>
      report.remark(
        kind,
        path,
        `${kind === 'notModelled' ? 'Not modelled: ' : ''}${kind === 'notModelled' ? 'w' : 'W'}ebhook ${show(name)} (${type}): ${what}`,
      );
    const gate = GATES[type];
    if (type === 'rollback') tell('assumed', 'a person who aborts stands for it. Add operator: [{ at: 2m, do: abort }].');
    else if (gate === undefined) tell('notModelled', `${TAKEN[type]}.`);
    else if (/\/gate\/approve\/?$/.test(url)) tell('assumed', 'it always agrees, so there is no gate.');
    else {
      gates[gate.knob] = true;
      tell('assumed', `the gate is closed until a person agrees. Add operator: [{ at: ${gate.at}, do: promote }].`);
    }
  }
  return gates;
}
