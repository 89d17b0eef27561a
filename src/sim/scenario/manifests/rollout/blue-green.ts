import { show } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import { inSeconds, type Reader } from '../reader.ts';
import { readAnalysis } from './analysis.ts';
import type { StrategyPart } from './canary.ts';
import { ANALYSIS, BLUE_GREEN } from './known-fields.ts';
import type { Reading } from './reading.ts';

/** The manifest's name of each knob whose place is told. */
const PLACES: Readonly<Record<string, string>> = {
  autoPromotion: 'autoPromotionEnabled',
  autoPromotionSeconds: 'autoPromotionSeconds',
  previewReplicas: 'previewReplicaCount',
  scaleDownDelay: 'scaleDownDelaySeconds',
  abortScaleDownDelay: 'abortScaleDownDelaySeconds',
  scaleDownDelayRevisionLimit: 'scaleDownDelayRevisionLimit',
};
/** The API's default for revisionHistoryLimit. */
const HISTORY = 10;

/** The blueGreen strategy of a Rollout, held to the controller's rules. */
export function readBlueGreen(strategy: Reader, historyLimit: number | null, reading: Reading): StrategyPart {
  const { report, say } = reading;
  const reader = strategy.mapping('blueGreen', BLUE_GREEN);
  if (reader === null) return { kind: 'blue-green', params: {}, more: {}, routing: null };
  for (const [ours, theirs] of Object.entries(PLACES)) say(`strategy.blue-green.${ours}`, reader.at(theirs));
  const active = reader.text('activeService') || null,
    preview = reader.text('previewService') || null;
  if (active === null && reader.text('activeService') !== '')
    if (!reader.has('activeService'))
      report.fault(
        reader.at('activeService'),
        'is missing ("Required value")',
        'Add activeService with the name of the Service that users go through.',
      );
  if (active !== null && active === preview)
    report.fault(
      reader.at('previewService'),
      `is ${show(preview)}, which is the activeService too ("This rollout uses the same service for the active and preview services, but two different services are required.")`,
      'Name two Services.',
    );
  const auto = reader.boolean('autoPromotionEnabled'),
    seconds = reader.count('autoPromotionSeconds'),
    previewReplicas = reader.count('previewReplicaCount');
  const delay = reader.count('scaleDownDelaySeconds'),
    abortDelay = reader.count('abortScaleDownDelaySeconds'),
    limit = reader.count('scaleDownDelayRevisionLimit');
  if (limit !== null && limit > (historyLimit ?? HISTORY))
    report.fault(
      reader.at('scaleDownDelayRevisionLimit'),
      `is ${limit}, more than the revisionHistoryLimit of ${historyLimit ?? HISTORY} ("This rollout's revision history limit can not be smaller than the rollout's scale down limit")`,
      `Write ${historyLimit ?? HISTORY} or less.`,
    );
  // maxUnavailable only limits restarts here, which are not rehearsed.
  if (reader.has('maxUnavailable'))
    report.remark('notModelled', reader.at('maxUnavailable'), 'Not modelled: maxUnavailable, which limits restarts only.');
  // Before the switch the active Service still leads to the old version; after it, to the new one.
  const names = { canary: texts(preview), stable: texts(active) },
    after = { canary: texts(preview, active), stable: [] };
  const params: Source = {
    ...(auto === null ? {} : { autoPromotion: auto }),
    ...(seconds === null ? {} : { autoPromotionSeconds: inSeconds(seconds) }),
    ...(previewReplicas === null || previewReplicas === 0 ? {} : { previewReplicas }),
    ...(delay === null ? {} : { scaleDownDelay: inSeconds(delay) }),
    ...(abortDelay === null ? {} : { abortScaleDownDelay: inSeconds(abortDelay) }),
    ...(limit === null ? {} : { scaleDownDelayRevisionLimit: limit }),
    ...readPromotionAnalysis('prePromotionAnalysis', names, reader, reading),
    ...readPromotionAnalysis('postPromotionAnalysis', after, reader, reading),
  };
  return { kind: 'blue-green', params, more: {}, routing: null };
}

const texts = (...values: (string | null)[]): string[] => values.filter((value) => value !== null);

function readPromotionAnalysis(
  key: 'prePromotionAnalysis' | 'postPromotionAnalysis',
  names: { canary: string[]; stable: string[] },
  owner: Reader,
  reading: Reading,
): Source {
  const reader = owner.mapping(key, ANALYSIS);
  if (reader === null) return {};
  const analysis = readAnalysis(reader, { at: `strategy.blue-green.${key}`, isBackground: false, names }, reading);
  return analysis === null ? {} : { [key]: analysis };
}
