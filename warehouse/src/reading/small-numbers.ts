import { SMALL_NUMBER, type Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import { enumerate } from '../territories/wording.ts';
import { type Column, valueAt } from './columns.ts';
import { intervalMethod } from './counts-behind.ts';

/** Beyond, they are not counted one by one. */
const MOST = 1_000;
const SHOWN = 3;

/** A rate that rests on few cases. */
interface Small {
  readonly number: number;
  readonly year: number;
}

/** Says which of the rates shown rest on fewer than `SMALL_NUMBER` cases; figures without counts behind have no such caution. */
export async function smallNumbers(
  cube: OpenCube,
  columns: readonly Column[],
  numbers: readonly number[],
): Promise<readonly Warning[]> {
  const among = new Set(numbers);
  const official = [...among].filter((number) => !cube.composed(number));
  const small: Small[] = [];
  let isMore = false;
  for (const { columns: series, from, to } of byIndicator(cube, columns)) {
    const [{ indicator, reading }] = series;
    const years = new Set(series.map(({ year }) => year));
    const rows =
      official.length === 0
        ? []
        : await cube.query<{ year: number; territory: number }>(SQL.smallCounts, [
            cube.numberOf(indicator.id),
            READING_CODES[reading],
            official.reduce((least, number) => Math.min(least, number)),
            official.reduce((most, number) => Math.max(most, number)),
            from,
            to,
            SMALL_NUMBER,
            MOST + 1,
          ]);
    isMore ||= rows.length > MOST;
    for (const { year, territory } of rows) {
      if (years.has(year) && among.has(territory)) small.push({ number: territory, year });
    }
    for (const column of series) small.push(...composedSmall(cube, column, among));
  }
  if (small.length === 0 && !isMore) return [];
  const examples = small.slice(0, SHOWN).map(({ number, year }) => `${cube.numbering.at(number).name} ${year}`);
  const count = isMore ? `Plus de ${new Intl.NumberFormat('fr-FR').format(MOST)} taux reposent` : told(small.length);
  return [
    {
      code: 'SMALL_NUMBERS',
      message: `Petits nombres : ${count} sur moins de ${SMALL_NUMBER} cas (${enumerate(examples)}${small.length > SHOWN || isMore ? '…' : ''}). Un écart peut n’être que le hasard : lisez son intervalle, ou le chiffre de l’EPCI.`,
    },
  ];
}

function told(count: number): string {
  return count > 1 ? `${count} taux reposent` : '1 taux repose';
}

/** Columns of ratios of counts, those of one indicator and reading together. */
function byIndicator(
  cube: OpenCube,
  columns: readonly Column[],
): readonly { readonly columns: readonly [Column, ...Column[]]; readonly from: number; readonly to: number }[] {
  const grouped = new Map<string, [Column, ...Column[]]>();
  for (const column of columns) {
    const method = intervalMethod(column.indicator, cube.measures);
    if (method !== 'WILSON' && method !== 'BYAR') continue;
    const key = `${column.indicator.id} ${column.reading}`;
    const known = grouped.get(key);
    if (known) known.push(column);
    else grouped.set(key, [column]);
  }
  return [...grouped.values()].map((series) => {
    const years = series.map(({ year }) => year);
    return { columns: series, from: Math.min(...years), to: Math.max(...years) };
  });
}

function composedSmall(cube: OpenCube, column: Column, among: ReadonlySet<number>): readonly Small[] {
  return [...among].flatMap((number) => {
    const numerator = cube.composed(number) && column.series.composed?.get(number)?.cells.get(column.year)?.num;
    const isSmall = numerator != null && numerator < SMALL_NUMBER && !Number.isNaN(valueAt(column, number));
    return isSmall ? [{ number, year: column.year }] : [];
  });
}
