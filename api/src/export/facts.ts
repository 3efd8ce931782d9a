import { CELL_STATES, type Indicator } from '@boussole/schema';
import type { Cube, InputSource } from '@boussole/warehouse';
import { toFormulaText } from '../formula.ts';
import { WarningNode } from '../types/answer.ts';
import type { Language } from '../types/enums.ts';
import type { TableContent } from './table.ts';
import { toDay, toMoment, WORDS, type Words } from './words.ts';

/** One line about a table: its subject, then what is said. */
export type Fact = readonly [subject: string, ...said: string[]];

/** Everything that a reader of the file must know of the figures, for machines; sentences and names are in the language of the file. */
export interface About {
  readonly title: string;
  /** ISO day in mainland France: the same file all day long. */
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
  /** ISO day. */
  readonly day: string;
  readonly address: string;
  readonly view?: string | undefined;
  readonly language: Language;
}

/** Says what a table is: where its figures come from, how they are read, what to beware of. */
export function toAbout(cube: Cube, content: TableContent, { day, address, view, language }: ExportMoment): About {
  const words = WORDS[language];
  const { answer, asked, columns, title } = content;
  const indicators = [...new Set(columns.flatMap((column) => (column.kind === 'figure' ? [column.indicator] : [])))];
  return {
    title,
    exportedAt: day,
    address,
    ...(view === undefined ? {} : { view }),
    publication: answer.publication,
    geography: toGeography(answer, words),
    asked: asked.map(([subject, ...said]) => ({ subject, said })),
    sources: sourcesBehind(cube, content).map((source) => toAboutSource(cube, source, language)),
    indicators: indicators.map((indicator) => toAboutIndicator(cube, indicator, language)),
    warnings: answer.warnings.map((warning) => ({ ...warning, message: new WarningNode(warning).message(language) })),
    states: Object.fromEntries(CELL_STATES.map((state) => [state, words.states[state]])),
    ...(content.kinds && { kinds: words.kinds }),
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
  language: Language,
): AboutSource {
  const vintages = publication.inputs.flatMap(({ source, vintage }) => (source.id === id ? [vintage] : []));
  return { id, title: title[language], producer, licence, landingPage, vintages: [...new Set(vintages)].sort() };
}

export function toAboutIndicator(cube: Cube, indicator: Indicator, language: Language): AboutIndicator {
  const { id, label, unit, decimals, definition, formula, cautions } = indicator;
  return {
    id,
    label: label[language],
    unit: WORDS[language].units[unit],
    decimals,
    definition: definition[language].trim(),
    formula: toFormulaText(cube, formula, language),
    cautions: cautions.map((caution) => caution[language].trim()),
  };
}

/** The same in lines of text, for a sheet or the head of a file. */
export function toFacts(about: About, language: Language): readonly Fact[] {
  const { publication, sources, indicators, warnings } = about;
  const { facts, ...words } = WORDS[language];
  const has = (code: string): boolean => warnings.some((warning) => warning.code === code);
  return [
    ['Boussole', about.title],
    [facts.exportedAt, toDay(language, about.exportedAt)],
    [facts.publication, publication.id, words.publishedOn(toMoment(language, new Date(publication.publishedAt)))],
    ...(about.view === undefined ? [] : [[facts.page, about.view] as const]),
    [facts.address, about.address],
    ...about.asked.map(({ subject, said }) => [subject, ...said] as const),
    [facts.geography, about.geography.sentence],
    ...sources.map(
      ({ title, producer, licence, landingPage, vintages }) =>
        [facts.source, title, producer, licence, landingPage, words.vintages(vintages.join(', '))] as const,
    ),
    ...indicators.map(
      ({ label, unit, definition, formula }) => [facts.indicator, label, unit, definition, formula] as const,
    ),
    ...indicators.flatMap(({ label, cautions }) => cautions.map((caution) => [facts.caution, label, caution] as const)),
    ...warnings.map(({ message }) => [facts.warning, message] as const),
    [facts.reading, words.statesLegend],
    ...(has('PARTIAL_COVERAGE') ? [[facts.reading, words.coverageLegend] as const] : []),
    ...(has('SMALL_NUMBERS') ? [[facts.reading, words.fewLegend] as const] : []),
  ];
}

function toGeography({ reading, referenceVintage }: TableContent['answer'], words: Words): About['geography'] {
  const sentence = reading === 'CONSTANT' ? words.constant(referenceVintage) : words.published;
  return { reading, referenceVintage, sentence };
}
