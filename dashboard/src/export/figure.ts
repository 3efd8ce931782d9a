/** A chart as it is on the screen, with what must stand around it once it has left the page. */
export interface Figure {
  /** Name of the file, without its end. */
  readonly file: string;
  readonly title: string;
  /** Sentences under the chart: source, date, cautions. */
  readonly notes: readonly string[];
  readonly drawing: Drawing;
}

/** What a chart gives of itself: an SVG element as text, its size in pixels and the colours of the page. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly ink: string;
  readonly muted: string;
  readonly surface: string;
}

const MARGIN = 24;
const TITLE_SIZE = 20;
const NOTE_SIZE = 12;
const LINE = 1.45;
/** Widths of a character of the widest of the fonts, as shares of the size of the text: what wraps lines without measuring them. */
const CHARACTER = { bold: 0.68, normal: 0.6 } as const;
const PNG_SCALE = 2;
const FONT = 'system-ui, -apple-system, Segoe UI, sans-serif';

/** Writes the chart with its title above, its source and cautions below, as one SVG file. */
export function toSvg(figure: Figure): string {
  const { svg, ink, muted, surface, width: drawn } = figure.drawing;
  const { width, height, titleLines, noteLines, chartTop, notesTop } = layOut(figure);
  const title = toText(titleLines, MARGIN + TITLE_SIZE, TITLE_SIZE, ink, 'bold');
  const notes = toText(noteLines, notesTop + NOTE_SIZE, NOTE_SIZE, muted, 'normal');
  const chart = svg.replace(/^<svg /, `<svg x="${(width - drawn) / 2}" y="${chartTop}" `);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}"><rect width="100%" height="100%" fill="${surface}"/>${title}${chart}${notes}</svg>`;
}

/** Draws the same as PNG, at twice its size on the screen. */
export async function toPng(figure: Figure): Promise<Blob> {
  const { width, height } = layOut(figure);
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(toSvg(figure))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * PNG_SCALE;
  canvas.height = height * PNG_SCALE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('expected a canvas to draw on, but the browser has none');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the image could not be written'))), 'image/png');
  });
}

function layOut({ title, notes, drawing }: Figure) {
  const width = drawing.width + 2 * MARGIN;
  const titleLines = wrap(title, drawing.width, TITLE_SIZE * CHARACTER.bold);
  const noteLines = notes.flatMap((note) => wrap(note, drawing.width, NOTE_SIZE * CHARACTER.normal));
  const chartTop = MARGIN + titleLines.length * TITLE_SIZE * LINE;
  const notesTop = chartTop + drawing.height + MARGIN / 2;
  const height = Math.ceil(notesTop + noteLines.length * NOTE_SIZE * LINE + MARGIN);
  return { width, height, titleLines, noteLines, chartTop, notesTop };
}

function wrap(text: string, width: number, character: number): string[] {
  const longest = Math.floor(width / character);
  const lines: string[] = [];
  for (const word of text.split(/ +/).flatMap((one) => cut(one, longest))) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > longest) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Addresses are longer than a line. */
function cut(word: string, longest: number): string[] {
  return word.match(new RegExp(`.{1,${Math.max(1, longest)}}`, 'gu')) ?? [word];
}

function toText(lines: readonly string[], top: number, size: number, colour: string, weight: string): string {
  const spans = lines.map(
    (line, index) => `<tspan x="${MARGIN}" y="${top + index * size * LINE}">${toXml(line)}</tspan>`,
  );
  return `<text font-size="${size}" font-weight="${weight}" fill="${colour}">${spans.join('')}</text>`;
}

function toXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
