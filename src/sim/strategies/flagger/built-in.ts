/** What the names of the built-in metrics mean; both look at the canary. */
export const BUILT_IN: Readonly<Record<string, 'successRate' | 'latency'>> = {
  'request-success-rate': 'successRate',
  'request-duration': 'latency',
};
