import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import {
  type Catalogue,
  departementOfCommune,
  failure,
  type SourceDescriptor,
  type TableSource,
} from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';
import { placeIn } from '../descriptor/parse-descriptor.ts';
import { nearestName } from '../nearest-name.ts';
import { toCount, toNumber } from '../words.ts';
import { type Advance, whileChecking } from './advance.ts';
import { adviseValues } from './advice.ts';
import { territoryCode } from './codes.ts';
import { conform } from './conform.ts';
import { type Correction, correctRows } from './corrections.ts';
import { isOfOtherMark, otherDecimalMark } from './decimal-mark.ts';
import { toNames, withoutUncheckedCounts } from './epci.ts';
import { type ConformedSlice, mergeReports, toTables } from './figures.ts';
import { chooseGeography, expectedCog } from './geography-fit.ts';
import { matchHeader, type TableLayout } from './header.ts';
import { refusePersonalData } from './personal-data.ts';
import { readRows } from './rows.ts';
import { type Slice, toSlices } from './slices.ts';
import { yearAsked, yearsOf } from './vintage.ts';

export interface TableRequest {
  readonly path: string;
  readonly bytes: Buffer;
  readonly source: TableSource;
  /** Year of the data, when the person says it. */
  readonly vintage?: string;
  /** The source as its descriptor says it, where the file is written otherwise. */
  readonly declared?: SourceDescriptor | undefined;
  readonly corrections: readonly Correction[];
  readonly geography: Geography;
  readonly catalogue: Catalogue;
  readonly advance?: Advance;
}

/**
 * Reads a delimited file or a workbook as its descriptor says, strictly: the header, the width and the encoding must be right or the
 * file is refused; a row whose code or value is wrong is set aside with its reason.
 */
export async function readTable({ path, bytes, source, geography, ...request }: TableRequest): Promise<Delivery> {
  const file = basename(path);
  const asked = yearAsked(request.vintage);
  const {
    header,
    rows: written,
    blank,
    unended,
    sheetYear,
  } = await readRows(path, bytes, source, { sheetYear: asked, advance: request.advance });
  refusePersonalData(file, header, written);
  const { rows, repairs } = correctRows(file, { header, rows: written }, request.corrections, source);
  const layout = matchHeader(file, header, source);
  const catalogue = measuresOf(layout, source, request.catalogue, request.declared);
  checkMonths(source, catalogue);
  const { slices, quarantined } = toSlices(file, rows, layout, source);
  const vintage = yearsOf(source, {
    file,
    layout,
    slices,
    sheet: sheetYear,
    asked,
  });
  const expected = expectedCog(source, vintage.last, file);
  const communes = communesOf(source, slices);
  const fit = communes.size > 0 ? chooseGeography(source, geography, communes, expected) : undefined;
  const departements = new Set([...communes].map(departementOfCommune));
  const cog = fit?.used ?? expected.cog;
  const { readable, notes } = withoutUncheckedCounts(file, slices, { geography, cog, catalogue });
  const read = (own: TableSource): readonly ConformedSlice[] => {
    const checked = whileChecking(
      request.advance,
      rows.length,
      readable.reduce((sum, slice) => sum + slice.rows.length, 0),
    );
    const common = { file, departements, source: own, geography, cog, catalogue, checked };
    return readable.map((slice) => ({ slice, ...conform({ ...common, ...slice }) }));
  };
  const declared = read(source);
  const isDoubtful = declared.some((slice) => slice.quarantined.some((row) => isOfOtherMark(row, source)));
  const decimalMark = isDoubtful ? otherDecimalMark(readable, source) : undefined;
  const conformed = decimalMark === undefined ? declared : read({ ...source, decimalMark });
  const report = mergeReports(conformed, quarantined);
  return {
    source,
    vintage: vintage.first === vintage.last ? String(vintage.last) : `${vintage.first}-${vintage.last}`,
    file: { name: file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    read: rows.length,
    tables: { ...toTables(conformed, source, vintage.last, cog), ...toNames(conformed, source, cog) },
    ...report,
    repairs: [...repairs, ...report.repairs],
    notes: [
      ...(unended === undefined ? [] : [unendedNote(unended)]),
      ...paddingNotes(layout.nameless.length, blank),
      ...(decimalMark === undefined ? [] : [MARK_NOTES[decimalMark]]),
      ...repeatedNotes(conformed),
      ...outsideNotes(conformed),
      ...notes,
    ],
    advice: adviseValues(report.quarantined, source),
    geography: fit,
  };
}

function unendedNote(line: number): string {
  return `Ligne ${line} : la dernière, sans fin de ligne. Vérifiez que le fichier n’est pas coupé.`;
}

const MARK_NOTES = {
  '.': 'Décimales : ce fichier les écrit toutes avec un point, et non avec la virgule de sa source ; il est lu ainsi.',
  ',': 'Décimales : ce fichier les écrit toutes avec une virgule, et non avec le point de sa source ; il est lu ainsi.',
} as const;

function paddingNotes(columns: number, rows: number): readonly string[] {
  const padding = [
    ...(columns > 0 ? [`${toCount(columns, 'colonne')} sans titre`] : []),
    ...(rows > 0 ? [`${toCount(rows, 'ligne')} en fin de fichier`] : []),
  ];
  return padding.length === 0 ? [] : [`Laissées de côté, où tout est vide : ${padding.join(', ')}.`];
}

/** The catalogue, once sure that it has the measures of the file. */
function measuresOf(
  { measures }: TableLayout,
  source: TableSource,
  catalogue: Catalogue,
  declared: SourceDescriptor = source,
): Catalogue {
  const names = new Map(Object.entries(source.columns).map(([name, column]) => [column, name]));
  const mapped = [
    ...measures.map(({ name, column }) => ({ path: ['columns', names.get(column) ?? name], measure: column.measure })),
    ...(source.long?.cells ?? []).map(({ measure }, index) => ({ path: ['long', 'cells', index], measure })),
  ];
  const unknown = mapped.find(({ measure }) => !catalogue.measures.has(measure));
  if (!unknown) return catalogue;
  const near = nearestName(unknown.measure, catalogue.measures.keys());
  throw failure('SOURCE_INVALID', {
    ...placeIn(declared, [...unknown.path, 'measure']),
    problem: `la mesure « ${unknown.measure} » n’est pas au catalogue : ${near === undefined ? '' : `est-ce « ${near} » ? Sinon, `}nommez-en une, ou ajoutez-la`,
  });
}

/** Refuses rules that a measure has no meaning under: a stock is not summed over months. */
function checkMonths({ id, vintage, columns, long }: TableSource, { measures }: Catalogue): void {
  if (vintage.from !== 'column' || vintage.months === undefined) return;
  const mapped = [...Object.values(columns), ...(long?.cells ?? [])];
  for (const { measure } of mapped) {
    const { nature } = measures.get(measure)!;
    if (nature === 'published' || (vintage.months === 'sum' && nature === 'stock')) {
      const problem = `« ${measure} » ne s’additionne ni ne se moyenne de mois en mois : ${nature === 'stock' ? 'prenez mean ou december' : 'prenez december'}`;
      if (vintage.months !== 'december')
        throw failure('SOURCE_INVALID', { file: id, where: 'vintage.months', problem });
    }
  }
}

/** Codes of communes, as the file writes them. */
function communesOf(source: TableSource, slices: readonly Slice[]): ReadonlySet<string> {
  const digits = source.geography.parts?.digits;
  const communes = slices.filter(({ level }) => level === 'commune');
  return new Set(
    communes.flatMap(({ rows, layout }) => rows.map((row) => territoryCode(row, layout.code, source).slice(0, digits))),
  );
}

function outsideNotes(conformed: readonly ConformedSlice[]): readonly string[] {
  const codes = [...new Set(conformed.flatMap(({ outside }) => [...outside]))].sort();
  if (codes.length === 0) return [];
  const shown = codes.slice(0, CODES_SHOWN).join(', ');
  const more = codes.length > CODES_SHOWN ? '…' : '';
  return [
    `Laissées de côté, ${toCount(codes.length, 'collectivité')} d’outre-mer, hors des chiffres de la France : ${shown}${more}.`,
  ];
}

function repeatedNotes(conformed: readonly ConformedSlice[]): readonly string[] {
  const lines = [...new Set(conformed.flatMap(({ repeated }) => repeated))].sort((left, right) => left - right);
  const [first] = lines;
  if (first === undefined) return [];
  const what = lines.length > 1 ? `${toNumber(lines.length)} lignes répètent` : '1 ligne répète';
  return [
    `${what} celle d’un même territoire, aux mêmes chiffres : ceux-ci sont comptés une fois. La première est la ligne ${first}.`,
  ];
}

const CODES_SHOWN = 8;
