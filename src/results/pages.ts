import type { FileMetaData } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { ResultsProblem } from './problem.ts';

/**
 * Looks at the head of every page before any of it is read: what a page says that it holds is what memory is taken for, and a few bytes
 * may say billions.
 */
export function checkPages(bytes: Uint8Array, { row_groups: groups }: FileMetaData): void {
  for (const { columns, num_rows: rows } of groups) {
    for (const { meta_data: about } of columns) {
      if (!about || about.codec !== 'UNCOMPRESSED') throw new ResultsProblem('it is compressed');
      const start = Number(about.dictionary_page_offset ?? about.data_page_offset),
        end = start + Number(about.total_compressed_size);
      if (!(start >= 0 && end <= bytes.length)) throw new ResultsProblem('a column lies outside of the file');
      const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
      if (valuesIn(view, Number(rows)) !== Number(rows)) throw new ResultsProblem('a column is not complete');
    }
  }
}

/** How many values the pages of one column hold. */
function valuesIn(view: DataView<ArrayBufferLike>, most: number): number {
  const reader = { view: view as DataView<ArrayBuffer>, offset: 0 };
  let values = 0;
  while (reader.offset < view.byteLength) {
    const { dictionary_page_header: dictionary, data_page_header_v2: data, ...page } = parquetHeader(reader),
      held = dictionary?.num_values ?? data?.num_values ?? -1;
    if (
      !(held >= 0 && held <= most) ||
      page.compressed_page_size !== page.uncompressed_page_size ||
      !(page.compressed_page_size >= 0)
    )
      throw new ResultsProblem('a page is not as it says');
    if (data) values += held;
    reader.offset += page.compressed_page_size;
  }
  return values;
}
