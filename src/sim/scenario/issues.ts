import { plain } from '../schema/index.ts';

/** One thing wrong with a scenario: where, what, and how to put it right. */
export interface Issue {
  file: string;
  /** From 1; null when the scenario did not come from text. */
  line: number | null;
  column: number | null;
  /** Keys joined by dots: `fleet.readiness.period`, `faults.0.at`. Empty for the whole file. */
  path: string;
  /** What is wrong, without its subject and without a full stop: `must be a duration, is 90`. */
  message: string;
  /** A whole sentence. */
  cure: string;
}

/** An issue whose words, which quote a stranger's file, are safe to print anywhere. */
export function issueOf(
  place: Pick<Issue, 'file' | 'line' | 'column'>,
  wrong: { path: readonly (string | number)[]; message: string; cure: string },
): Issue {
  return { ...place, path: pathOf(wrong.path), message: plain(wrong.message, 400), cure: plain(wrong.cure, 400) };
}

/** Keys joined by dots, each safe to print. */
export const pathOf = (path: readonly (string | number)[]): string => path.map((key) => plain(String(key), 80)).join('.');

/** Something worth knowing about how a file was understood. */
export interface Note {
  kind: 'ignored' | 'notModelled' | 'assumed';
  path: string;
  line: number | null;
  message: string;
}

/** `file:line:col  path: what is wrong. cure.` */
export function formatIssue({ file, line, column, path, message, cure }: Issue): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  return `${place}  ${path === '' ? '' : `${path}: `}${message}. ${cure}`;
}

/** Everything wrong with a scenario at once. */
export class ScenarioError extends Error {
  readonly issues: Issue[];
  constructor(issues: Issue[]) {
    super(issues.map(formatIssue).join('\n'));
    this.name = 'ScenarioError';
    this.issues = issues;
  }
}
