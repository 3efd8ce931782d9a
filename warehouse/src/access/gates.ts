import type { OfficialLevel, Reading, Vintage } from '@boussole/schema';
import type { DuckDBValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import { type Ground, NO_GROUND } from './ground.ts';
import { vintageAt } from './mask.ts';

/** Grounds on which measures and indicators may be read; undefined for what is public. */
export interface Grounds {
  ofMeasure(measure: string): Ground | undefined;
  ofIndicator(indicator: string): Ground | undefined;
}

type Row = Readonly<Record<string, unknown>>;

/** Tells which rows of a statement may be read, from its values; undefined when all may. */
type Gate = (cube: OpenCube, grounds: Grounds, values: readonly DuckDBValue[]) => ((row: Row) => boolean) | undefined;

/** Says of years, vintages, files and lists of names what everyone who sees the indicator may know. */
const open: Gate = () => undefined;
/** Read once, when a publication is opened, or behind what is asked through a gate. */
const shut: Gate = () => () => false;

/** Cells of an indicator in a year. */
function ofYear(...[cube, grounds, [number, reading, year]]: Parameters<Gate>): ReturnType<Gate> {
  const cell = toCell(cube, grounds, Number(number), Number(reading));
  return cell && ((row) => cell(Number(year), Number(row.territory)));
}

/** Cells of an indicator, of every year. */
function ofYears(...[cube, grounds, [number, reading]]: Parameters<Gate>): ReturnType<Gate> {
  const cell = toCell(cube, grounds, Number(number), Number(reading));
  return cell && ((row) => cell(Number(row.year), Number(row.territory)));
}

/** What each statement lets through. One that has no gate does not compile. */
const GATES: Readonly<Record<keyof typeof SQL, Gate>> = {
  cell: (cube, grounds, [number, reading, year, territory]) => {
    const cell = toCell(cube, grounds, Number(number), Number(reading));
    return cell && (() => cell(Number(year), Number(territory)));
  },
  cellsOf: ofYears,
  sumsOfSome: ofYears,
  cellsOfSeveral: shut,
  sumsOfSeveral: shut,
  cellsBetween: ofYear,
  quotients: ofYear,
  // A sum of figures of which some may not be read is not shown.
  commonSums: (cube, grounds, [number, reading]) =>
    toCell(cube, grounds, Number(number), Number(reading)) ? () => false : undefined,
  figuresOfCommunes: (_, grounds, [measure]) => {
    const ground = grounds.ofMeasure(String(measure));
    return ground && ((row) => ground.holds('commune', String(row.code), Number(row.cog)));
  },
  partialMeasures: open,
  partialParts: (_, grounds, [measure]) => {
    const ground = grounds.ofMeasure(String(measure));
    return ground && ((row) => ground.holds('commune', String(row.code), Number(row.cog)));
  },
  observations: (_, grounds, [measure, , level, vintage]) => {
    const ground = grounds.ofMeasure(String(measure));
    // The level is bound by the caller, from those that are official.
    return ground && ((row) => ground.holds(level as OfficialLevel, String(row.code), Number(vintage)));
  },
  inputsOf: open,
  inputsByLevel: open,
  latest: (cube, grounds, [number]) => (toCell(cube, grounds, Number(number), 0) ? () => false : undefined),
  available: shut,
  choices: shut,
  tiles: shut,
  standings: shut,
  catalogue: shut,
  inputs: shut,
  sources: shut,
};

const NAMES = new Map(Object.entries(SQL).map(([name, sql]) => [sql as string, name as keyof typeof SQL]));

/** The rows of a statement that may be read; a statement that no gate knows lets nothing through. */
export async function queryThroughGate<T>(
  cube: OpenCube,
  grounds: Grounds,
  sql: string,
  values: DuckDBValue[],
): Promise<T[]> {
  const name = NAMES.get(sql);
  const isOpen = (name ? GATES[name] : shut)(cube, grounds, values);
  const rows = await cube.query<T & Row>(sql, values);
  return isOpen ? rows.filter(isOpen) : rows;
}

/** Whether the cell of a year and territory may be read; undefined when the indicator is public. */
function toCell(
  cube: OpenCube,
  grounds: Grounds,
  number: number,
  code: number,
): ((year: number, territory: number) => boolean) | undefined {
  const indicator = cube.indicators.find(({ id }) => cube.numberOf(id) === number);
  const ground = indicator ? grounds.ofIndicator(indicator.id) : NO_GROUND;
  if (!indicator || !ground) return ground && (() => false);
  const reading: Reading = code === READING_CODES.CONSTANT ? 'CONSTANT' : 'PUBLISHED';
  return (year, territory) => {
    const { level, code: place } = cube.numbering.at(territory);
    const official = level as OfficialLevel; // composed territories have no number in a publication
    const vintage: Vintage = vintageAt(cube, indicator.id, reading, year, official);
    return ground.holds(official, place, vintage);
  };
}
