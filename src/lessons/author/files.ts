/** The three files of a lesson's folder. */
export const FILES = { prose: 'lesson.md', spec: 'lesson.yaml', scenario: 'scenario.yaml' } as const;
export type Texts = Record<keyof typeof FILES, string>;
