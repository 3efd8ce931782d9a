import type { Cut, ExploreView, Pivot } from '../../explore-url.ts';
import { hasAt, maybeCount } from '../../indicators/counted.ts';
import { type Catalogue, type Indicator, yearsIn, yearsOf } from '../../indicators/use-catalogue.ts';
import { maybeLevel } from '../../territories/territory.ts';
import { type ColumnKey, columnName } from '../../url.ts';
import type { Sliced, Slices } from './api/use-slices.ts';

/** A column of figures, under the titles that gather it with others. */
export interface ExploreColumn extends ColumnKey {
  readonly name: string;
  /** Titles from the widest to that of the column itself. */
  readonly path: readonly string[];
  readonly title: string;
}

/** One part of the people that an indicator counts, or all of them. */
interface Part {
  /** Id of the indicator that counts it. */
  readonly indicator: string;
  /** Its name among others; empty when nothing is cut. */
  readonly member: string;
}

/** The columns of a view, in the order in which they are read: by indicator, by year or by part. `all` names everybody. */
export function toColumns(
  view: Pick<ExploreView, 'indicators' | 'years' | 'cuts' | 'pivot' | 'level' | 'territories' | 'geography'>,
  catalogue: Catalogue,
  slices: Slices | undefined,
  all: string,
): ExploreColumn[] {
  const found = view.indicators.flatMap((id) => {
    const indicator = catalogue.byId.get(id);
    if (!indicator) return [];
    return partsOf(indicator, slices, view.cuts, all).flatMap(({ indicator: part, member }) =>
      yearsShown(catalogue.byId.get(part) ?? indicator, view).map((year) => ({
        indicator: part,
        member,
        year,
        whole: indicator,
      })),
    );
  });
  return arrange(found, view.pivot).map(({ indicator, member, year, whole }) => ({
    indicator,
    year,
    name: columnName({ indicator, year }),
    path: pathOf(view.pivot, whole.shortLabel, member, String(year)),
    title: [whole.label, member, year].filter(Boolean).join(', '),
  }));
}

/** Indicators of a view that have no figure in the geography and the years that it asks for: no column stands for them. */
export function withoutColumns(
  view: Pick<ExploreView, 'indicators' | 'years' | 'level' | 'territories' | 'geography'>,
  { byId }: Catalogue,
): readonly Indicator[] {
  const chosen = view.indicators.flatMap((id) => byId.get(id) ?? []);
  return chosen.filter((indicator) => yearsShown(indicator, view).length === 0);
}

/** Indicators of a view that no territory of its level has, in any year shown, because they are never added up: medians, deciles, rates without counts. */
export function neverAdded(
  view: Pick<ExploreView, 'indicators' | 'years' | 'level' | 'territories' | 'geography'>,
  { byId }: Pick<Catalogue, 'byId'>,
): readonly Indicator[] {
  const { level, territories } = view;
  if (territories || maybeCount(level) === undefined) return [];
  return view.indicators.flatMap((id) => {
    const indicator = byId.get(id);
    if (indicator?.nature !== 'PUBLISHED') return [];
    const shown = yearsShown(indicator, view);
    const isNone = indicator.years.every((year) => !shown.includes(year.year) || !hasAt(year, level));
    return shown.length > 0 && isNone ? [indicator] : [];
  });
}

/** Indicators that a view is sorted by and that no group of its rows has, because they are never added up: rows are in order within their group only. */
export function sortedInGroups(
  { sort, groups }: Pick<ExploreView, 'sort' | 'groups'>,
  { byId }: Pick<Catalogue, 'byId'>,
): readonly Indicator[] {
  if (!groups) return [];
  const found = sort.flatMap(({ by }) => {
    const indicator = typeof by === 'string' ? undefined : byId.get(by.indicator);
    if (typeof by === 'string' || indicator?.nature !== 'PUBLISHED') return [];
    const year = indicator.years.find((one) => one.year === by.year);
    return groups !== 'STRATUM' && year && hasAt(year, groups) ? [] : [indicator];
  });
  return [...new Set(found)];
}

/** Years of an indicator that a view shows, latest first. */
function yearsShown(
  indicator: Indicator,
  { years, level, territories, geography }: Pick<ExploreView, 'years' | 'level' | 'territories' | 'geography'>,
): readonly number[] {
  const here = yearsIn(indicator, geography);
  const known = yearsOf({ years: here }).toReversed();
  if (years === 'ALL') return known;
  if (years !== 'LATEST') return known.filter((year) => years.includes(year));
  const counted = maybeCount(maybeLevel(territories?.[0] ?? '')) ?? maybeCount(level) ?? 'communes';
  const there = here.filter((year) => year[counted] > 0).map(({ year }) => year);
  return [there.length > 0 ? Math.max(...there) : known[0]].filter((year) => year !== undefined);
}

/** Everybody first; the bands of ages are those that count each person once. Dimensions that nothing crosses stand one after the other. */
function partsOf({ id }: Indicator, slices: Slices | undefined, cuts: readonly Cut[], all: string): readonly Part[] {
  const sliced = slices?.get(id);
  const whole = { indicator: id, member: '' };
  if (!sliced || cuts.length === 0) return [whole];
  const bands = sliced.dimensions.find(({ name }) => name === 'AGE')?.breakdowns[0];
  const sexes = new Map(
    sliced.dimensions.find(({ name }) => name === 'SEX')?.members.map((one) => [one.id, one.label]),
  );
  const cutBy = (wanted: readonly Cut[]): Sliced['slices'] =>
    sliced.slices.filter(
      ({ sex, age }) =>
        (sex !== null) === wanted.includes('SEX') &&
        (age !== null) === wanted.includes('AGE') &&
        (!age || !bands || bands.includes(age.id)),
    );
  const crossed = cutBy(cuts);
  const parts = crossed.length > 0 ? crossed : cuts.flatMap((cut) => cutBy([cut]));
  if (parts.length === 0) return [whole];
  return [
    { indicator: id, member: all },
    ...parts.map(({ sex, age, indicator }) => ({
      indicator: indicator.id,
      member: [sex && sexes.get(sex), age?.label].filter(Boolean).join(', '),
    })),
  ];
}

/** Indicators of a view that are not cut by a dimension that it asks for, by dimension; one that all have is left out. */
export function withoutDetail(
  { indicators, cuts }: Pick<ExploreView, 'indicators' | 'cuts'>,
  { byId }: Pick<Catalogue, 'byId'>,
  slices: Slices | undefined,
): readonly { readonly cut: Cut; readonly indicators: readonly Indicator[] }[] {
  const chosen = indicators.flatMap((id) => byId.get(id) ?? []);
  return cuts.flatMap((cut) => {
    const without = chosen.filter(
      ({ id }) => !slices?.get(id)?.slices.some(({ sex, age }) => (cut === 'SEX' ? sex : age) !== null),
    );
    return without.length > 0 ? [{ cut, indicators: without }] : [];
  });
}

interface Found extends ColumnKey {
  readonly member: string;
  readonly whole: Indicator;
}

/** Puts side by side the columns that share their first title; what comes first stays first. */
function arrange(found: readonly Found[], pivot: Pivot): readonly Found[] {
  if (pivot === 'YEAR') return found.toSorted((left, right) => right.year - left.year);
  if (pivot === 'INDICATOR') return found;
  const members = [...new Set(found.map(({ member }) => member))];
  return found.toSorted((left, right) => members.indexOf(left.member) - members.indexOf(right.member));
}

function pathOf(pivot: Pivot, indicator: string, member: string, year: string): string[] {
  const whole = {
    INDICATOR: [indicator, member, year],
    YEAR: [year, indicator, member],
    MEMBER: [member, indicator, year],
  };
  return whole[pivot].filter((title) => title !== '');
}
