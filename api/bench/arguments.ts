import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';

/** What is measured, in the order in which it is. */
const SECTIONS = {
  load: 'loading the embedded packages, beside raw DuckDB',
  read: 'strict reading of a wide file',
  questions: 'every question over the embedded data, beside raw DuckDB',
  speed: 'seven questions over ratios of all communes x 20 years: in memory, not in memory, 16 clients',
  secrecy: 'what protecting hidden figures costs, and an attack on them',
  territories: 'passage tables, and what restating costs',
  pages: 'how long pages of the dashboard take, in a browser',
  scroll: 'scrolling the longest table, in a browser',
} as const;
export type Section = keyof typeof SECTIONS;

/** Figures by commune that are written; the goals of `speed` are of 35,000,000 too, which take several minutes to write in every layout. */
const CELLS: Readonly<Partial<Record<Section, number>>> = { territories: 35_000_000, speed: 3_500_000 };

const OPTIONS = {
  cells: { type: 'string', says: 'N', help: 'figures by commune to write (speed: 3500000, territories: 35000000)' },
  data: {
    type: 'string',
    says: 'DIRECTORY',
    help: 'a data directory that is kept: to measure speed on, or whose publication secrecy attacks',
  },
  directory: { type: 'string', says: 'DIRECTORY', help: 'where data directories are made that are not kept' },
  address: { type: 'string', says: 'URL', help: 'a dashboard that runs already, for pages and scroll' },
  help: { type: 'boolean', says: '', help: 'this text' },
} as const;

export interface BenchArguments {
  readonly data: string | undefined;
  readonly directory: string;
  readonly address: string | undefined;
  isAsked(section: Section): boolean;
  /** Whether one of these was asked for by its name. */
  isNamed(...sections: readonly Section[]): boolean;
  cellsOf(section: Section): number;
}

/** Reads what is to be measured: all without a section. Gives the text of the help instead when it is asked for; throws a sentence when something is not understood. */
export function readArguments(words: readonly string[]): BenchArguments | string {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: OPTIONS });
  if (values.help) return helpText();
  const unknown = positionals.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0)
    throw new Error(`expected sections among ${Object.keys(SECTIONS).join(', ')}, but got ${unknown.join(', ')}`);
  const { cells } = values;
  if (cells !== undefined && !/^[1-9]\d*$/.test(cells)) throw new Error(`expected a number of cells, but got ${cells}`);
  return {
    data: values.data,
    directory: values.directory ?? tmpdir(),
    address: values.address,
    isAsked: (section) => positionals.length === 0 || positionals.includes(section),
    isNamed: (...sections) => sections.some((section) => positionals.includes(section)),
    cellsOf: (section) => Number(cells ?? CELLS[section]),
  };
}

function helpText(): string {
  const list = (entries: readonly (readonly [string, string])[]): string =>
    entries.map(([name, help]) => `  ${name.padEnd(22)} ${help}`).join('\n');
  const options = Object.entries(OPTIONS).map(([name, { says, help }]) => [`--${name} ${says}`.trim(), help] as const);
  return `npm run bench -- [sections] [options]

Sections, all of them without any:
${list(Object.entries(SECTIONS))}

Options:
${list(options)}

For instance: npm run bench -- speed --cells 35000000 --data ../bench-data`;
}
