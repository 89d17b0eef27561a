import { abortScaleDownDelay } from '../argo/delays.ts';
import type { Params } from './params.ts';
import type { Settings } from './state.ts';

/** What a pass needs to know of the knobs. */
export const settingsOf = (params: Params): Settings => ({
  autoPromotion: params.autoPromotion,
  autoPromotionDelay: params.autoPromotionSeconds,
  previewReplicas: params.previewReplicas,
  scaleDownDelay: params.scaleDownDelay,
  scaleDownDelayRevisionLimit: params.scaleDownDelayRevisionLimit,
  abortScaleDownDelay: abortScaleDownDelay('blueGreen', params.abortScaleDownDelay).delay,
  hasPreAnalysis: params.prePromotionAnalysis !== null,
  hasPostAnalysis: params.postPromotionAnalysis !== null,
});
