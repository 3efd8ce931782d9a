import type { Catalogue, Indicator } from '../../../indicators/use-catalogue.ts';

/** The two indicators that count men and women of the same ages. */
export interface AgeBand {
  readonly id: string;
  readonly from: number;
  readonly label: string;
  readonly men: Indicator;
  readonly women: Indicator;
}

export interface AgePyramidShape {
  /** Counts everybody. */
  readonly whole: Indicator;
  /** Youngest first; together they are everybody, each person once. */
  readonly bands: readonly AgeBand[];
  readonly year: number;
}

/** Finds people who can be counted by sex and age, in as many bands as the catalogue has; undefined when it has none for any year. */
export function maybePyramid({ indicators, byId }: Catalogue): AgePyramidShape | undefined {
  const wholes = new Set(indicators.flatMap((one) => (isSexAndAge(one) ? [one.sliceOf.indicator] : [])));
  for (const id of wholes) {
    const whole = byId.get(id);
    const bands = longestChain(bandsOf(indicators, id));
    if (!whole || !bands) continue;
    const year = lastYear([whole, ...bands.flatMap(({ men, women }) => [men, women])]);
    if (year !== undefined) return { whole, bands, year };
  }
  return undefined;
}

/** Is it the count of people of one sex and some ages: what the pyramid draws, too fine to be read alone? */
export function isSexAndAge(
  indicator: Indicator,
): indicator is Indicator & { sliceOf: NonNullable<Indicator['sliceOf']> } {
  return indicator.unit === 'COUNT' && indicator.sliceOf?.sex != null && indicator.sliceOf.age != null;
}

interface Band extends AgeBand {
  /** First age after it; infinite when it is open. */
  readonly next: number;
}

function bandsOf(indicators: readonly Indicator[], whole: string): readonly Band[] {
  const found = new Map<string, Partial<Record<'M' | 'F', Indicator>>>();
  const ages = new Map<string, NonNullable<NonNullable<Indicator['sliceOf']>['age']>>();
  for (const indicator of indicators) {
    if (!isSexAndAge(indicator) || indicator.sliceOf.indicator !== whole) continue;
    const { sex, age } = indicator.sliceOf;
    if (!sex || !age) continue;
    ages.set(age.id, age);
    found.set(age.id, { ...found.get(age.id), [sex]: indicator });
  }
  return [...ages.values()].flatMap(({ id, from, to, label }) => {
    const { M: men, F: women } = found.get(id) ?? {};
    return men && women ? [{ id, from, next: to === null ? Number.POSITIVE_INFINITY : to + 1, label, men, women }] : [];
  });
}

/** The bands that follow each other from birth to the end of life, the longest list of them. */
function longestChain(bands: readonly Band[], start = 0): readonly Band[] | undefined {
  if (start === Number.POSITIVE_INFINITY) return [];
  let longest: readonly Band[] | undefined;
  for (const band of bands) {
    if (band.from !== start) continue;
    const rest = longestChain(bands, band.next);
    if (rest && rest.length + 1 > (longest?.length ?? 0)) longest = [band, ...rest];
  }
  return longest;
}

/** The last year that all of them have figures for. */
function lastYear(indicators: readonly Indicator[]): number | undefined {
  const [first, ...others] = indicators.map(({ years }) => new Set(years.map(({ year }) => year)));
  const common = [...(first ?? [])].filter((year) => others.every((years) => years.has(year)));
  return common.length === 0 ? undefined : Math.max(...common);
}
