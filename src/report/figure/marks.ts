import { xmlText } from '../text.ts';

/** Colours as SVG takes them. */
export interface Palette {
  paper: string;
  ink: string;
  soft: string;
  line: string;
  faint: string;
  /** Behind the row that the others are held against. */
  level: string;
  better: string;
  worse: string;
}

/** Text of a colour, its baseline at y. */
export interface TextStyle {
  size: number;
  fill: string;
  weight?: number;
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

export const text = (x: number, y: number, said: string, { size, fill, weight = 400 }: TextStyle): string =>
  `<text x="${rounded(x)}" y="${rounded(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}">${xmlText(said)}</text>`;

export const rect = (x: number, y: number, width: number, height: number, fill: string, opacity = 1): string =>
  `<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}" fill="${fill}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ''}/>`;

export const line = (from: number, to: number, y: number, stroke: string, width = 1): string =>
  `<path d="M${rounded(from)} ${rounded(y)}H${rounded(to)}" stroke="${stroke}" stroke-width="${width}"/>`;

export const dot = (x: number, y: number, radius: number, fill: string): string =>
  `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${radius}" fill="${fill}"/>`;
