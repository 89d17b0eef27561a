import { read, type Fault, type Schema } from '../schema/index.ts';
import { Desk } from './desk.ts';
import { readYaml } from './yaml.ts';

/**
 * Reads a file that is one YAML document of any schema, within the caps of a scenario. Throws ScenarioError with everything that is
 * wrong, each with its line and column.
 * @param look what is wrong between the fields of a value that the schema has accepted
 */
export function readDocument<T>(
  text: string,
  schema: Schema<T>,
  { file, look = () => [] }: { file: string; look?: (value: T) => Fault[] },
): T {
  const yaml = readYaml(text),
    desk = new Desk(yaml, file);
  desk.faults.push(...yaml.faults);
  const [document, second] = yaml.documents;
  if (second !== undefined)
    desk.faults.push({ offset: second.start, path: [], message: 'holds a second document', cure: 'Keep one.' });
  if (document === undefined) {
    if (desk.faults.length === 0)
      desk.faults.push({ offset: 0, path: [], message: 'is empty', cure: 'Write its fields as key: value.' });
    throw desk.error();
  }
  const reading = read(schema, document.value);
  for (const fault of reading.ok ? look(reading.value) : reading.faults) desk.placeIn(0, fault);
  if (!reading.ok || desk.faults.length > 0) throw desk.error();
  return reading.value;
}
