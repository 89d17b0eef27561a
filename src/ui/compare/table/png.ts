import { figureOf, provenanceOf, withTexts, type Palette, type Report } from '../../../report/index.ts';

/** Pixels of the picture for each of the figure. */
const SCALE = 2;

/** The figure as a browser draws it; what it is and what brings it back stands in the file itself. @throws when it cannot be drawn */
export async function pngOf(report: Report, palette: Palette): Promise<Blob> {
  // Nothing can be clicked in a picture.
  const { svg, width, height } = figureOf({ ...report, link: null }, palette);
  const drawn = await (await drawnOf(svg, width * SCALE, height * SCALE)).arrayBuffer();
  const texts = { Title: report.title, Software: report.tool, Description: provenanceOf(report), ...(report.link === null ? {} : { Source: report.link }) };
  return new Blob([withTexts(new Uint8Array(drawn), texts)], { type: 'image/png' });
}

async function drawnOf(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null || context === null ? reject(new Error('no picture came of it')) : resolve(blob)), 'image/png'),
  );
}
