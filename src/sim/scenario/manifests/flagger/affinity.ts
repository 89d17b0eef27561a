import type { Source } from '../../source.ts';
import { inSeconds, type Reader, type Report } from '../reader.ts';
import { AFFINITY } from './known-fields.ts';
import { readRequired } from './leaves.ts';
import type { Provider } from './providers.ts';

/** The cookie that keeps users on the canary, where the provider can set one. */
export function readAffinity(analysis: Reader, provider: Provider, report: Report): Source {
  const affinity = analysis.mapping('sessionAffinity', AFFINITY);
  if (affinity === null) return {};
  const cookieName = readRequired(affinity, 'cookieName', report, 'Add cookieName: flagger-cookie.'),
    maxAge = affinity.count('maxAge', 1);
  if (!provider.sticks) {
    report.remark(
      'assumed',
      affinity.path.slice(),
      `sessionAffinity: ${provider.name} sets no cookie, so users change sides from request to request.`,
    );
    return {};
  }
  return {
    sessionAffinity: {
      ...(cookieName === null ? {} : { cookieName }),
      ...(maxAge === null ? {} : { maxAge: inSeconds(maxAge) }),
    },
  };
}
