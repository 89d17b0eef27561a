import { parse, readDocument, ScenarioError, type Issue } from '../../sim/index.ts';
import type { Lesson } from '../lesson.ts';
import { parseProse } from '../markdown/parse.ts';
import { lookAt, unwritten } from '../spec/look.ts';
import { lessonSchema, type LessonSpec } from '../spec/schema.ts';
import { FILES, type Texts } from './files.ts';

/**
 * A lesson from the texts of its files. Throws ScenarioError with everything that is wrong, each with its file, line and column; the prose,
 * which speaks of names in lesson.yaml, is looked at once that is right.
 * @param folder how the files are called in messages: `lessons/01-stop-everything`
 */
export function readLesson(texts: Texts, folder: string): Lesson {
  const issues: Issue[] = [];
  const attempt = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      issues.push(...error.issues);
      return null;
    }
  };
  const file = (name: keyof typeof FILES): string => `${folder}/${FILES[name]}`;
  const parsed = attempt(() => parse(texts.scenario, { file: file('scenario') }));
  const look = (spec: LessonSpec) => [...lookAt(spec), ...(parsed === null ? [] : unwritten(spec, parsed.source))];
  const spec = attempt(() => readDocument(texts.spec, lessonSchema, { file: file('spec'), look }));
  const scenes = spec === null ? null : attempt(() => parseProse(texts.prose, file('prose'), spec));
  if (parsed === null || spec === null || scenes === null) throw new ScenarioError(issues);
  return { id: folder.split('/').at(-1)!, spec, scenes, source: parsed.source };
}
