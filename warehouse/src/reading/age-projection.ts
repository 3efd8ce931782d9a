import {
  breaksBetween,
  failure,
  type Indicator,
  type LocalizedText,
  PROJECTION,
  type Reading,
  type TerritoryId,
  yearsBetween,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import { enumerate } from '../territories/wording.ts';
import type { AnswerHeader } from './answers.ts';
import { type Band, type Counted, cohortChange, projectCohorts } from './cohorts.ts';
import { isPartial, stateAt, territoryOf, valueAt } from './columns.ts';
import type { ProjectedPoint } from './trend-answers.ts';

/** Years from one projected point to the next. */
const STEP = 5;
/** Normal quantile that leaves 10 % on each side. */
const NORMAL = 1.282;

const FRENCH = new Intl.NumberFormat('fr-FR');
const ENGLISH = new Intl.NumberFormat('en-GB');
const ENGLISH_LIST = new Intl.ListFormat('en-GB');

export interface AgeProjectionQuestion {
  readonly territory: TerritoryId;
  /** Years ahead, within `PROJECTION.years`. */
  readonly ahead: number;
  readonly reading: Reading;
}

/** An age band of one sex, as it was last counted, and as cohorts would make it. */
export interface ProjectedBand extends Band {
  readonly last: number;
  /** Aligned with the points of the whole. */
  readonly points: readonly ProjectedPoint[];
}

export interface AgeProjection extends AnswerHeader {
  readonly territory: Territory;
  /** Years of the counts that rates are observed between, oldest first; none when `reason` says why. */
  readonly from: readonly number[];
  /** The whole population, oldest first. */
  readonly points: readonly ProjectedPoint[];
  readonly bands: readonly ProjectedBand[];
  /** Why nothing is projected. */
  readonly reason: LocalizedText | undefined;
}

/**
 * Continues a population by sex and age with the changes of its cohorts between its last two counts that do not overlap. Where three can be
 * compared, the interval holds what the changes of the period before would give; it always holds the chance of small numbers.
 */
export async function ageProjection(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  { territory: id, ahead, reading }: AgeProjectionQuestion,
  populationOf: (id: TerritoryId) => { readonly value: number } | undefined,
): Promise<AgeProjection> {
  const { least, most } = PROJECTION.years;
  if (!(ahead >= least && ahead <= most)) {
    throw failure('ARGUMENT_INVALID', { argument: 'ahead', problem: `de ${least} à ${most} ans sont attendus` });
  }
  const { territory, number } = territoryOf(cube, id);
  const refuse = (reason: LocalizedText): AgeProjection => ({
    ...header,
    territory,
    from: [],
    points: [],
    bands: [],
    reason,
    warnings: [],
  });
  const population = populationOf(id)?.value;
  if (population === undefined || population < PROJECTION.fewestInhabitants) {
    const asked = PROJECTION.fewestInhabitants;
    return refuse({
      fr: `Prolonger une pyramide des âges n’a pas de sens sous ${FRENCH.format(asked)} habitants, ou sans population connue.`,
      en: `Continuing an age pyramid makes no sense under ${ENGLISH.format(asked)} inhabitants, or without a known population.`,
    });
  }
  const pyramid = pyramidOf(cube);
  if (!pyramid) {
    return refuse({
      fr: 'Aucune source chargée ne donne la population par sexe et âge.',
      en: 'No loaded source gives the population by sex and age.',
    });
  }
  const { bands, indicators } = pyramid;
  const counted = await countsOf(cube, indicators, reading, number);
  const chosen = comparable(indicators[0]!, counted);
  const [last, before, earlier] = chosen;
  if (!last || !before) return refuse(tooFew(counted));
  const scenarios = [cohortChange(bands, before, last), ...(earlier ? [cohortChange(bands, earlier, before)] : [])].map(
    (change) => {
      const steps = [last.counts];
      while (steps.length * STEP <= ahead) steps.push(projectCohorts(bands, steps.at(-1)!, change, STEP));
      return steps.slice(1);
    },
  );
  const pointsOf = (figureOf: (counts: readonly number[]) => number): readonly ProjectedPoint[] =>
    scenarios[0]!.map((counts, step) => {
      const others = scenarios.map((steps) => figureOf(steps[step]!));
      const chance = NORMAL * Math.sqrt((step + 1) * figureOf(counts));
      return {
        year: last.year + (step + 1) * STEP,
        value: figureOf(counts),
        low: Math.max(0, Math.min(...others) - chance),
        high: Math.max(...others) + chance,
      };
    });
  return {
    ...header,
    territory,
    from: [earlier, before, last].flatMap((count) => (count ? [count.year] : [])),
    points: pointsOf((counts) => counts.reduce((sum, count) => sum + count, 0)),
    bands: bands.map((band, index) => ({
      ...band,
      last: last.counts[index]!,
      points: pointsOf((counts) => counts[index]!),
    })),
    reason: undefined,
    warnings: [],
  };
}

/** Indicators that count people by sex and by ages that follow each other from birth on, the last ones open; undefined when none do. */
function pyramidOf(
  cube: OpenCube,
): { readonly bands: readonly Band[]; readonly indicators: readonly Indicator[] } | undefined {
  const found = cube.indicators.flatMap((indicator) => {
    const dimensions =
      'measure' in indicator.formula ? cube.measures.get(indicator.formula.measure)?.dimensions : undefined;
    return dimensions?.sex && dimensions.age
      ? [{ indicator, of: dimensions.of, sex: dimensions.sex, ...dimensions.age }]
      : [];
  });
  for (const of of new Set(found.map((each) => each.of))) {
    const [women, men] = (['F', 'M'] as const).map((sex) =>
      longestChain(found.filter((each) => each.of === of && each.sex === sex)),
    );
    if (!women || !men) continue;
    const bands = [...women, ...men].sort((one, other) => one.from - other.from);
    return {
      bands: bands.map(({ sex, from, to }) => ({ sex, from, to })),
      indicators: bands.map(({ indicator }) => indicator),
    };
  }
  return undefined;
}

/** The most bands that follow each other from an age on and end open: a source may count the same people by several sets of ages. */
function longestChain<Ages extends { readonly from: number; readonly to?: number | undefined }>(
  bands: readonly Ages[],
  start = 0,
): readonly Ages[] | undefined {
  return bands
    .filter(({ from }) => from === start)
    .flatMap((band) => {
      const rest = band.to === undefined ? [] : longestChain(bands, band.to + 1);
      return rest ? [[band, ...rest]] : [];
    })
    .reduce<readonly Ages[] | undefined>(
      (longest, chain) => (longest && longest.length >= chain.length ? longest : chain),
      undefined,
    );
}

/** Years in which every band of the territory is counted whole, latest first. */
async function countsOf(
  cube: OpenCube,
  indicators: readonly Indicator[],
  reading: Reading,
  number: number,
): Promise<readonly Counted[]> {
  const series = await Promise.all(indicators.map(({ id }) => cube.series(id, reading)));
  return series[0]!.years.toReversed().flatMap((year) => {
    const slices = series.map((one) => {
      const rank = one.years.indexOf(year);
      return { series: one, rank, start: rank * one.territories };
    });
    const isWhole = slices.every(
      (slice) => slice.rank >= 0 && !isPartial(slice, number) && stateAt(slice, number) !== 'ESTIMATED',
    );
    const counts = isWhole ? slices.map((slice) => valueAt(slice, number)) : [];
    return isWhole && !counts.some(Number.isNaN) ? [{ year, counts }] : [];
  });
}

/** The latest count, then those before it that each can be compared with the one after: three at most. */
function comparable(indicator: Indicator, counted: readonly Counted[]): readonly Counted[] {
  const kept: Counted[] = [];
  for (const count of counted) {
    const after = kept.at(-1);
    const isApart = !after || !yearsBetween(indicator, count.year, after.year).overlap;
    if (after && breaksBetween(indicator, count.year, after.year).length > 0) break;
    if (isApart && kept.length < 3) kept.push(count);
  }
  return kept;
}

function tooFew(counted: readonly Counted[]): LocalizedText {
  const years = counted.map(({ year }) => String(year)).reverse();
  const [fr, en] =
    years.length === 0
      ? ['aucun n’est chargé en entier', 'none is loaded whole']
      : [`chargés en entier : ${enumerate(years)}`, `loaded whole: ${ENGLISH_LIST.format(years)}`];
  return {
    fr: `Il faut deux recensements par sexe et âge dont les enquêtes ne se recouvrent pas ; ${fr}.`,
    en: `Two censuses by sex and age are needed, whose surveys do not overlap; ${en}.`,
  };
}
