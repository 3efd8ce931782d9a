import type { Client } from './client.ts';
import { isShown, type Layer } from './layers.ts';

/** Whether a file has figures where layers of the same rows have them, in the same rows, and nothing where they have none. */
export async function readFile(
  client: Client,
  layers: readonly Layer[],
): Promise<{ readonly asked: number; readonly unexplained: readonly string[] }> {
  const { level, reading, cells } = layers[0]!; // callers give at least one
  const columns = layers.map(({ indicator, year }) => `${indicator}@${year}`);
  const path = `grid.csv?style=plain&level=${level.toUpperCase()}&columns=${columns.join(',')}&geography=${reading}`;
  const [header = '', ...lines] = (await client.export(path)).trimEnd().split('\n');
  const titles = split(header);
  const code = titles.indexOf('code');
  const places = columns.map((column) => titles.indexOf(column));
  const unexplained: string[] = [];
  for (const line of lines) {
    const fields = split(line);
    layers.forEach((layer, index) => {
      const cell = layer.cells.get(fields[code]!);
      const told = fields[places[index]!];
      if (told === undefined || !cell || isShown(cell) !== (told !== '')) {
        unexplained.push(
          `file of ${columns[index]} by ${level}: ${fields[code]} is « ${told} », and ${cell?.value ?? cell?.state}`,
        );
      }
    });
  }
  if (lines.length !== cells.size) unexplained.push(`${path}: ${lines.length} lines for ${cells.size} territories`);
  return { asked: lines.length * layers.length + unexplained.length, unexplained };
}

/** Fields of a line: those that hold a comma are quoted. */
function split(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) => field.replace(/^"|"$/g, ''));
}
