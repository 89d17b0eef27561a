import type { Figure } from '../../../report/index.ts';

/** Pixels of the picture for each of the figure. */
const SCALE = 2;

/** The figure as a browser draws it. @throws when it cannot */
export async function pngOf({ svg, width, height }: Figure): Promise<Blob> {
  const image = new Image(width * SCALE, height * SCALE);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null || context === null ? reject(new Error('no picture came of it')) : resolve(blob)), 'image/png'),
  );
}
