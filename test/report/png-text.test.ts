import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withTexts } from '../../src/report/index.ts';

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]), [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from([0, 0]))), chunk('IEND', Buffer.alloc(0))]);

test('a picture says where it comes from, and stays the picture that it was', () => {
  const told = Buffer.from(withTexts(PNG, { Software: 'cutover 1.2.3', Source: 'https://x/#s=1.ab–c' }));
  const texts = Buffer.concat([chunk('tEXt', Buffer.from('Software\0cutover 1.2.3', 'latin1')), chunk('tEXt', Buffer.from('Source\0https://x/#s=1.ab?c', 'latin1'))]);
  expect(told.equals(Buffer.concat([PNG.subarray(0, 33), texts, PNG.subarray(33)]))).toBe(true);
});

test('what is no picture is refused', () => {
  expect(() => withTexts(Buffer.alloc(40), {})).toThrow('no PNG');
});
