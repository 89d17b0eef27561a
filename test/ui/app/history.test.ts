import { expect, test } from 'vitest';
import { beginning, commit, DEPTH, redo, undo } from '../../../src/ui/app/history.ts';

test('undo and redo walk the same line', () => {
  const written = commit(commit(beginning('a'), 'b', 'to b'), 'c', 'to c');
  expect(undo(written).present.value).toBe('b');
  expect(undo(undo(written)).present.value).toBe('a');
  expect(redo(undo(written))).toEqual(written);
  expect(undo(redo(undo(written)))).toEqual(undo(written));
});
test('undo at the beginning and redo at the end change nothing', () => {
  expect(undo(beginning('a'))).toEqual(beginning('a'));
  expect(redo(beginning('a'))).toEqual(beginning('a'));
});
test('a new edit after an undo forgets what was undone', () => {
  const branched = commit(undo(commit(beginning('a'), 'b', 'to b')), 'c', 'to c');
  expect(redo(branched).present.value).toBe('c');
});
test('a dragged slider is one step of undo', () => {
  const dragged = ['4', '5', '6'].reduce((history, value) => commit(history, value, 'servers', 'fleet.replicas'), beginning('3'));
  expect(undo(dragged).present.value).toBe('3');
});
test('a slider that is dragged again after an undo is a new step', () => {
  const first = commit(commit(beginning('3'), '4', 'servers', 'fleet.replicas'), '9', 'boot', 'fleet.boot');
  expect(undo(commit(undo(first), '5', 'servers', 'fleet.replicas')).present.value).toBe('4');
});
test('undo reaches back two hundred edits and no further', () => {
  let history = beginning(0);
  for (let edit = 1; edit <= 250; edit += 1) history = commit(history, edit, 'n');
  for (let step = 0; step < 300; step += 1) history = undo(history);
  expect([history.present.value, DEPTH]).toEqual([50, 200]);
});
