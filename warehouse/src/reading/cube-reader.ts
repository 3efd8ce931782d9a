import {
  failure,
  type Indicator,
  type Limits,
  measuresOf,
  natureOf,
  OFFICIAL_LEVELS,
  type OfficialLevel,
  POPULATION_MEASURE,
  PUBLIC_ACCESS,
  READINGS,
  type Reading,
  type SemanticQuery,
  type TerritoryId,
  type Theme,
} from '@boussole/schema';
import { recordFor } from '../access/record.ts';
import { toViews, type Views } from '../access/views.ts';
import { witnessed } from '../access/witness.ts';
import type { TerritoryGroup } from '../catalogue/groups.ts';
import { toComposedBook } from '../composed/book.ts';
import type { ComposedCells } from '../composed/cells.ts';
import { withComposed } from '../composed/composed-cube.ts';
import { formerMembers } from '../composed/former-members.ts';
import { partIds } from '../composed/part.ts';
import { populationOfComposed } from '../composed/population.ts';
import { searchComposed } from '../composed/search.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import type { InputSource } from '../publication/input.ts';
import { answerGrid } from '../query/answer-grid.ts';
import { countRows, limitPlan, type Plan, toPlan } from '../query/plan.ts';
import { prepareGrid } from '../query/prepare-grid.ts';
import { plainColumns, slicedOf, sliceOf, withoutSlices } from '../query/slices.ts';
import { SQL } from '../query/sql.ts';
import { after, type Eventual, orReject } from '../store/eventual.ts';
import { Gradual } from '../store/steps.ts';
import { buildSearch, type TerritorySearch } from '../territories/search.ts';
import { ageProjection } from './age-projection.ts';
import type { AnswerHeader } from './answers.ts';
import { indicatorOf, maybeIndicator, unknownTerritory } from './columns.ts';
import { compare } from './compare.ts';
import { coverage } from './coverage.ts';
import type { Cube, IndicatorYear, PublicationRecord } from './cube-answers.ts';
import { distribution } from './distribution.ts';
import { explain } from './explain.ts';
import { mapLayer } from './map-layer.ts';
import { markedGaps } from './marked-gaps.ts';
import { neighbours } from './neighbours.ts';
import { peers } from './peers.ts';
import { type SourceUse, sourceUses } from './source-uses.ts';
import { trend } from './trend.ts';

/** When what is searched and what happened begin to be worked out, after a publication is opened. */
const PREPARE_MILLISECONDS = 1_000;

/** Reads an open publication in the words of the catalogue. */
export async function readCube(cube: OpenCube, publication: PublicationRecord, limits: Limits): Promise<Cube> {
  const views = await toViews(cube, limits.hotBytes);
  const populationOf = await populations(views.everyone.cube);
  const search = new Gradual(() => buildSearch(cube.geography, (id) => populationOf(id)?.value));
  // The first questions need neither: both are made once they are answered, between others, or when somebody asks.
  setTimeout(() => search.prepare().then(() => cube.geography.prepareEvents()), PREPARE_MILLISECONDS).unref();
  const open = { views, publication: recordFor(publication, PUBLIC_ACCESS), limits, populationOf, search };
  return toReader({ ...open, ...views.everyone, whole: publication }, []);
}

interface Publication {
  /** What may be read of it. */
  readonly cube: OpenCube;
  readonly cells: ComposedCells;
  readonly views: Views;
  readonly publication: PublicationRecord;
  /** The record with the deliveries that are not told to everyone. */
  readonly whole: PublicationRecord;
  readonly limits: Limits;
  populationOf(id: TerritoryId): { readonly value: number; readonly year: number } | undefined;
  readonly search: Gradual<TerritorySearch>;
}

function toReader(open: Publication, groups: readonly TerritoryGroup[]): Cube {
  const { cube, publication, limits, populationOf, search } = open;
  const { geography } = cube;
  const book = toComposedBook(geography, groups);
  const years = new Map<string, readonly IndicatorYear[]>();
  const uses = new Map<string, readonly SourceUse[]>();
  const regrouped = new WeakMap<readonly TerritoryGroup[], Cube>();
  const header = (reading: Reading): Omit<AnswerHeader, 'warnings'> => ({
    publication: { id: publication.id, publishedAt: publication.publishedAt },
    reading,
    referenceVintage: geography.reference,
  });
  /** The cube, with the composed territories that a question names. */
  const knowing = (ids: readonly TerritoryId[]): OpenCube =>
    withComposed(
      cube,
      [...new Set(ids)].flatMap((id) => book.find(id) ?? []),
      open.cells,
    );
  const populationHere: Cube['population'] = (id) => {
    const composed = book.find(id);
    return composed ? populationOfComposed(geography, composed, populationOf) : populationOf(id);
  };
  const territoryHere: Cube['territory'] = (id, at) => book.find(id)?.territory ?? geography.territory(id, at);
  const used = new Set(cube.indicators.map(({ theme }) => theme));
  return {
    publication,
    indicators: cube.indicators,
    indicator: (id) => maybeIndicator(cube, id),
    themes: cube.themes.filter(({ id }: Theme) => used.has(id)),
    indicatorsOf: (theme) => indicatorsOf(cube, theme),
    years(id) {
      const told = years.get(id) ?? yearsOf(cube, id);
      years.set(id, told);
      return told;
    },
    sources: (id) => sourcesOf(cube, id),
    sourceUses(id) {
      const told = uses.get(id) ?? sourceUses(cube, indicatorOf(cube, id));
      uses.set(id, told);
      return told;
    },
    sliced: slicedOf(cube.indicators, cube.measures),
    measureLabel: (id) => cube.measures.get(id)?.label,
    nature: (id) => natureOf(indicatorOf(cube, id), cube.measures),
    territory: territoryHere,
    parents: (id) => knowing([id]).geography.parents(id),
    parts: (id) => partIds(geography, id).flatMap((part) => book.find(part)?.territory ?? []),
    successors: (id) => geography.successors(id),
    vintages: geography.vintages,
    epciVintages: geography.epciVintages,
    formerMembers: (id) => formerMembers(geography, groups, id),
    neighbours: (id, first) => neighbours(cube, populationOf, id, first),
    events: (id) => geography.events(id),
    search(question) {
      const { within } = question;
      if (within !== undefined && !territoryHere(within)) throw unknownTerritory(within);
      return searchComposed(geography, book, search, question);
    },
    population: populationHere,
    countRows(asked) {
      const known = knowing(idsOf(asked.rows));
      return countRows(known, { ...asked, columns: plainColumns(known, asked.columns) });
    },
    grid: (asked) =>
      orReject(() => {
        const known = knowing(idsOf(asked.rows));
        const query = withoutSlices(known, asked);
        const planned = (page: SemanticQuery): Eventual<{ readonly ready: OpenCube; readonly plan: Plan }> =>
          after(prepareGrid(known, page, limits), (ready) => after(toPlan(ready, page), (plan) => ({ ready, plan })));
        const whole = () => planned({ ...query, offset: 0, limit: Number.MAX_SAFE_INTEGER });
        const answered = { header: header(query.reading), known, query, asked, cells: open.cells, whole };
        return after(planned(query), ({ ready, plan }) =>
          answerGrid(
            { ready, plan: limitPlan(plan, limits), ...answered },
            (number) => populationHere(known.numbering.at(number).id)?.value,
          ),
        );
      }),
    compare: (question) =>
      orReject(() =>
        compare(
          knowing([...question.territories, ...(question.benchmarks ?? [])]),
          header(question.reading),
          question,
          limits,
        ),
      ),
    trend: (question) =>
      orReject(() => trend(knowing(question.territories), header(question.reading), question, limits, populationHere)),
    mapLayer: (question) =>
      orReject(() =>
        mapLayer(
          knowing(question.within === undefined ? [] : [question.within]),
          header(question.reading),
          question,
          limits,
        ),
      ),
    distribution: (question) =>
      distribution(
        knowing([...question.territories, ...(question.within === undefined ? [] : [question.within])]),
        header(question.reading),
        question,
        limits,
      ),
    peers: (question) => peers(knowing([question.territory]), header(question.reading), question, limits),
    markedGaps: (question) => markedGaps(knowing([question.within]), header(question.reading), question, limits),
    ageProjection: (question) =>
      ageProjection(knowing([question.territory]), header(question.reading), question, populationHere),
    coverage: (question) => coverage(knowing(question.within === undefined ? [] : [question.within]), question),
    async explain(asked, territory, year, reading, slice) {
      const known = knowing([territory]);
      const indicator = sliceOf(known, asked, slice);
      return explain(known, header(reading), { indicator, territory, year, reading });
    },
    groups,
    withGroups(asked) {
      const reader = regrouped.get(asked) ?? toReader(open, asked);
      regrouped.set(asked, reader);
      return reader;
    },
    async withAccess(access, witness) {
      if (access.length === 0) return toReader({ ...open, ...open.views.everyone }, groups);
      const view = await open.views.with(access);
      const record = recordFor(open.whole, access);
      return toReader({ ...open, cells: view.cells, cube: witnessed(view.cube, witness), publication: record }, groups);
    },
  };
}

function indicatorsOf({ indicators, themes }: OpenCube, theme: string): readonly Indicator[] {
  const known = themes.map(({ id }) => id);
  if (!known.includes(theme)) throw failure('THEME_UNKNOWN', { id: theme, known: known.join(', ') });
  return indicators.filter((indicator) => indicator.theme === theme);
}

function idsOf(rows: SemanticQuery['rows']): readonly TerritoryId[] {
  if (rows.kind === 'list') return rows.ids;
  return rows.within === undefined ? [] : [rows.within];
}

function yearsOf(cube: OpenCube, id: string): readonly IndicatorYear[] {
  const known = { PUBLISHED: yearsIn(cube, id, 'PUBLISHED'), CONSTANT: yearsIn(cube, id, 'CONSTANT') };
  const all = [...new Set([...known.PUBLISHED.keys(), ...known.CONSTANT.keys()])].sort((left, right) => left - right);
  return all.map((year) => {
    const readings = READINGS.filter((reading) => hasFigures(known[reading].get(year)));
    const told = readings[0] ?? READINGS.find((reading) => known[reading].has(year))!;
    return { year, readings, ...known[told].get(year)! };
  });
}

type YearsIn = ReadonlyMap<number, Pick<IndicatorYear, 'vintage' | 'counts'>>;

function hasFigures(year: Pick<IndicatorYear, 'counts'> | undefined): boolean {
  return year !== undefined && Object.values(year.counts).some((count) => count > 0);
}

function yearsIn(cube: OpenCube, id: string, reading: Reading): YearsIn {
  const byYear = new Map<number, { vintage: number; counts: Record<OfficialLevel, number> }>();
  for (const level of OFFICIAL_LEVELS) {
    for (const { year, vintage, present } of cube.slabs(id, reading, level)) {
      const entry = byYear.get(year) ?? {
        vintage,
        counts: { france: 0, region: 0, departement: 0, epci: 0, commune: 0 },
      };
      byYear.set(year, {
        vintage: level === 'commune' ? vintage : entry.vintage,
        counts: { ...entry.counts, [level]: present },
      });
    }
  }
  return byYear;
}

function sourcesOf(cube: OpenCube, id: string): readonly InputSource[] {
  const inputs = measuresOf(indicatorOf(cube, id).formula).flatMap((measure) => cube.inputsOf.get(measure) ?? []);
  return [...new Map(inputs.map(({ source }) => [source.id, source])).values()];
}

/** Latest population known of each territory: in constant geography, else as it was last published. */
async function populations(
  cube: OpenCube,
): Promise<(id: TerritoryId) => { readonly value: number; readonly year: number } | undefined> {
  const indicator = cube.indicators.find(
    ({ formula }) => 'measure' in formula && formula.measure === POPULATION_MEASURE,
  );
  if (!indicator) return () => undefined;
  const latest = new Map<number, { readonly value: number; readonly year: number }>();
  const rows = await cube.query<{ territory: number; value: number; year: number }>(SQL.latest, [
    cube.numberOf(indicator.id),
  ]);
  for (const { territory, value, year } of rows) latest.set(territory, { value, year });
  return (id) => {
    const number = cube.numbering.indexOf(id);
    return number === undefined ? undefined : latest.get(number);
  };
}
