import { CELL_STATES, type Indicator } from '@boussole/schema';
import type { Cube, InputSource } from '@boussole/warehouse';
import { toFormulaText } from '../formula.ts';
import { COVERAGE_LEGEND, FEW_LEGEND, ROW_KINDS, STATE_NAMES, STATES_LEGEND, type TableContent } from './table.ts';

export const UNIT_NAMES: Record<Indicator['unit'], string> = {
  count: 'nombre',
  percent: '%',
  euro: 'euros',
  ratio: 'rapport',
  index: 'indice',
  year: 'années',
};

/** One line about a table: its subject, then what is said. */
export type Fact = readonly [subject: string, ...said: string[]];

/** Everything that a reader of the file must know of the figures, for machines; sentences and names are French. */
export interface About {
  readonly title: string;
  /** ISO moment. */
  readonly exportedAt: string;
  /** Where the same export is found again. */
  readonly address: string;
  /** The page that shows the same. */
  readonly view?: string | undefined;
  readonly publication: { readonly id: string; readonly publishedAt: string };
  readonly geography: { readonly reading: string; readonly referenceVintage: number; readonly sentence: string };
  readonly asked: readonly { readonly subject: string; readonly said: readonly string[] }[];
  readonly sources: readonly AboutSource[];
  readonly indicators: readonly AboutIndicator[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly states: Readonly<Record<string, string>>;
  /** What the kinds of rows mean, where there are several. */
  readonly kinds?: Readonly<Record<string, string>>;
}

export interface AboutSource {
  readonly id: string;
  readonly title: string;
  readonly producer: string;
  readonly licence: string;
  readonly landingPage: string;
  /** Vintages of its deliveries in this publication. */
  readonly vintages: readonly string[];
}

export interface AboutIndicator {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly decimals: number;
  readonly definition: string;
  readonly formula: string;
  readonly cautions: readonly string[];
}

export interface ExportMoment {
  readonly now: Date;
  readonly address: string;
  readonly view?: string | undefined;
}

/** Says what a table is: where its figures come from, how they are read, what to beware of. */
export function toAbout(cube: Cube, content: TableContent, { now, address, view }: ExportMoment): About {
  const { answer, asked, columns, title } = content;
  const indicators = [...new Set(columns.flatMap((column) => (column.kind === 'figure' ? [column.indicator] : [])))];
  return {
    title,
    exportedAt: now.toISOString(),
    address,
    ...(view === undefined ? {} : { view }),
    publication: answer.publication,
    geography: toGeography(answer),
    asked: asked.map(([subject, ...said]) => ({ subject, said })),
    sources: sourcesBehind(cube, content).map((source) => toAboutSource(cube, source)),
    indicators: indicators.map((indicator) => toAboutIndicator(cube, indicator)),
    warnings: answer.warnings,
    states: Object.fromEntries(CELL_STATES.map((state) => [state, STATE_NAMES[state]])),
    ...(content.kinds && { kinds: ROW_KINDS }),
  };
}

/** Sources of the figures of a table, each once: those of the levels of its rows in the years of its columns. */
function sourcesBehind(cube: Cube, { answer, rows, columns }: TableContent): readonly InputSource[] {
  // Groups of communes and parts of EPCI are sums of communes.
  const levels = new Set(rows.map(({ level }) => (level === 'groupe' || level === 'partie' ? 'commune' : level)));
  const sources = new Map<string, InputSource>();
  for (const column of columns) {
    if (column.kind !== 'figure') continue;
    for (const { source, level, years, readings } of cube.sourceUses(column.indicator.id)) {
      const isShown = levels.has(level) && years.includes(column.year) && readings.includes(answer.reading);
      if (isShown) sources.set(source.id, source);
    }
  }
  return [...sources.values()];
}

export function toAboutSource(
  { publication }: Cube,
  { id, title, producer, licence, landingPage }: InputSource,
): AboutSource {
  const vintages = publication.inputs.flatMap(({ source, vintage }) => (source.id === id ? [vintage] : []));
  return { id, title: title.fr, producer, licence, landingPage, vintages: [...new Set(vintages)].sort() };
}

export function toAboutIndicator(cube: Cube, indicator: Indicator): AboutIndicator {
  const { id, label, unit, decimals, definition, formula, cautions } = indicator;
  return {
    id,
    label: label.fr,
    unit: UNIT_NAMES[unit],
    decimals,
    definition: definition.fr.trim(),
    formula: toFormulaText(cube, formula, 'fr'),
    cautions: cautions.map((caution) => caution.fr.trim()),
  };
}

/** The same in lines of French text, for a sheet or the head of a file. */
export function toFacts(about: About): readonly Fact[] {
  const { publication, sources, indicators, warnings } = about;
  return [
    ['Boussole', about.title],
    ['Date de l’export', toFrenchMoment(new Date(about.exportedAt))],
    ['Publication', publication.id, `du ${toFrenchMoment(new Date(publication.publishedAt))}`],
    ...(about.view === undefined ? [] : [['Page', about.view] as const]),
    ['Adresse', about.address],
    ...about.asked.map(({ subject, said }) => [subject, ...said] as const),
    ['Géographie', about.geography.sentence],
    ...sources.map(
      ({ title, producer, licence, landingPage, vintages }) =>
        ['Source', title, producer, licence, landingPage, `millésimes chargés : ${vintages.join(', ')}`] as const,
    ),
    ...indicators.map(
      ({ label, unit, definition, formula }) => ['Indicateur', label, unit, definition, formula] as const,
    ),
    ...indicators.flatMap(({ label, cautions }) => cautions.map((caution) => ['Précaution', label, caution] as const)),
    ...warnings.map(({ message }) => ['Attention', message] as const),
    ['Lecture', STATES_LEGEND],
    ...(warnings.some(({ code }) => code === 'PARTIAL_COVERAGE') ? [['Lecture', COVERAGE_LEGEND] as const] : []),
    ...(warnings.some(({ code }) => code === 'SMALL_NUMBERS') ? [['Lecture', FEW_LEGEND] as const] : []),
  ];
}

function toGeography({ reading, referenceVintage }: TableContent['answer']): About['geography'] {
  const sentence =
    reading === 'CONSTANT'
      ? `constante : le passé est ramené au découpage de ${referenceVintage}`
      : 'telle que publiée chaque année';
  return { reading, referenceVintage, sentence };
}

/** In the time of mainland France: « 15 mars 2026 à 09:30 ». */
function toFrenchMoment(moment: Date): string {
  return moment.toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' });
}
