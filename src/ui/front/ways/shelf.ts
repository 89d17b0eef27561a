interface AboutLesson { id: string; title: string; about: string; minutes: number }
interface AboutScenario { title: string; description: string; strategy: string }

/** Titles, read at build time: neither lessons nor scenarios come along. */
const LESSON_FILES = import.meta.glob<AboutLesson>('../../../lessons/content/*/lesson.md', { query: '?about', import: 'default', eager: true });
const SCENARIO_FILES = import.meta.glob<AboutScenario>('../../../../scenarios/*/scenario.yaml', { query: '?about', import: 'default', eager: true });

const inOrder = <T>(files: Record<string, T>): [id: string, file: T][] =>
  Object.entries(files).map(([path, file]): [string, T] => [path.split('/').at(-2)!, file]).sort(([a], [b]) => (a < b ? -1 : 1));

/** The lessons that come with Cutover, in the order of the course. */
export const LESSONS: readonly AboutLesson[] = inOrder(LESSON_FILES).map(([, lesson]) => lesson);

/** One strategy's scenarios. */
export interface Group { strategy: string; scenarios: readonly { id: string; title: string; description: string }[] }

/** Our scenarios by their strategy; groups and scenarios in the order of the scenarios' numbers. */
export const GROUPS: readonly Group[] = grouped(inOrder(SCENARIO_FILES));

export function grouped(files: readonly [id: string, about: AboutScenario][]): Group[] {
  const groups = new Map<string, Group['scenarios'][number][]>();
  for (const [id, { title, description, strategy }] of files) groups.set(strategy, [...(groups.get(strategy) ?? []), { id, title, description }]);
  return [...groups].map(([strategy, scenarios]) => ({ strategy, scenarios }));
}
