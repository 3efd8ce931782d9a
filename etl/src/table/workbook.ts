import { posix } from 'node:path';
import { unzipSync } from 'fflate';
import { isDateFormat, toIsoDate } from './sheet-dates.ts';
import { readElements, readXml, readXmlSlices } from './xml.ts';

export interface SheetRow {
  /** Number of the row in the sheet, from 1. */
  readonly line: number;
  /** Texts of the cells from the first column to the last filled one, empty where nothing is written. */
  readonly fields: readonly string[];
}

/** What makes a workbook impossible to read without guessing, in French. */
export class WorkbookProblem extends Error {}

/** Where the sheets are in the archive, and what their cells refer to. */
interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly texts: readonly string[];
  /** Whether each cell format shows a number as a date. */
  readonly dates: readonly boolean[];
  readonly from1904: boolean;
}

type Parts = Readonly<Record<string, Uint8Array>>;

/**
 * Reads the rows of a sheet, the first when none is named, as ECMA-376 part 1 § 18.3 writes them. Numbers are written as JavaScript writes
 * them, dates as ISO days. Throws `WorkbookProblem` for what is not a plain value in its place: a formula, an error, a cell twice.
 */
export function* readWorkbook(bytes: Uint8Array, sheet: string | undefined): Generator<SheetRow> {
  const parts = unzipSync(bytes, { filter: ({ name }) => /^xl\/(_rels\/|worksheets\/)?[^/]+\.(xml|rels)$/.test(name) });
  const workbook = openWorkbook(parts);
  const found = workbook.sheets.find(({ name }) => sheet === undefined || name === sheet);
  if (!found) {
    throw new WorkbookProblem(sheet === undefined ? 'aucune feuille' : `la feuille « ${sheet} » n’existe pas`);
  }
  const content = parts[found.part];
  if (!content) throw new WorkbookProblem(`la feuille « ${found.name} » n’est pas dans le fichier`);
  yield* readSheetRows(content, workbook);
}

function openWorkbook(parts: Parts): Workbook {
  const description = parts['xl/workbook.xml'];
  if (!description) throw new WorkbookProblem('ce n’est pas un classeur');
  const targets = new Map<string, string>();
  for (const { Id = '', Target = '' } of readElements(parts['xl/_rels/workbook.xml.rels'], 'Relationship')) {
    targets.set(Id, Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target));
  }
  const sheets = readElements(description, 'sheet').flatMap((attributes) => {
    const part = targets.get(attributes['r:id'] ?? '') ?? '';
    return part.startsWith('xl/worksheets/') ? [{ name: attributes.name ?? '', part }] : [];
  });
  const from1904 = readElements(description, 'workbookPr').some(({ date1904 }) => isTrue(date1904));
  return {
    sheets,
    texts: readTexts(parts['xl/sharedStrings.xml']),
    dates: readDateFormats(parts['xl/styles.xml']),
    from1904,
  };
}

/** The largest official workbooks, of all communes with their EPCI, share 70,000. */
const MAXIMUM_TEXTS = 500_000;

/** Texts that cells share; their pieces differ in style only, and how they are pronounced is left out. */
function readTexts(shared: Uint8Array | undefined): readonly string[] {
  const texts: string[] = [];
  let text = '';
  let isWriting = false;
  let isPhonetic = false;
  readXml(shared, {
    open(name, { uniqueCount }) {
      if (name === 'sst') refuseMore(Number(uniqueCount ?? 0));
      if (name === 'si') text = '';
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 't') isWriting = !isPhonetic;
    },
    text(piece) {
      if (isWriting) text += piece;
    },
    close(name) {
      if (name === 'si') refuseMore(texts.push(text));
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 't') isWriting = false;
    },
  });
  return texts;
}

function refuseMore(texts: number): void {
  if (texts <= MAXIMUM_TEXTS) return;
  const most = MAXIMUM_TEXTS.toLocaleString('fr-FR');
  throw new WorkbookProblem(
    `plus de ${most} textes différents, ${most} admis : enregistrez la feuille en CSV, ou partagez-la en plusieurs classeurs`,
  );
}

function readDateFormats(styles: Uint8Array | undefined): readonly boolean[] {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let inCells = false;
  readXml(styles, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        dates.push(isDateFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

/** A cell while it is read. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
}

function* readSheetRows(content: Uint8Array, workbook: Workbook): Generator<SheetRow> {
  let ready: SheetRow[] = [];
  let line = 0;
  let fields: string[] = [];
  let cell: OpenCell | undefined;
  let written = '';
  let isWriting = false;
  let isPhonetic = false;
  const refuse = (problem: string): never => {
    throw new WorkbookProblem(`ligne ${line}${cell ? `, colonne ${cell.column + 1}` : ''} : ${problem}`);
  };
  const slices = readXmlSlices(content, {
    open(name, attributes) {
      switch (name) {
        case 'row': {
          const next = attributes.r === undefined ? line + 1 : Number(attributes.r);
          if (!(next > line)) refuse(`la ligne ${attributes.r} est écrite deux fois ou hors de sa place`);
          line = next;
          fields = [];
          return;
        }
        case 'c': {
          const column = attributes.r === undefined ? fields.length : columnOf(attributes.r);
          cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0) };
          if (!(column >= fields.length)) refuse('une cellule est écrite deux fois ou hors de sa place');
          written = '';
          return;
        }
        case 'f':
          return refuse('cellule qui n’est ni un nombre ni un texte (formule)');
        case 'v':
        case 't':
          isWriting = cell !== undefined && !isPhonetic;
          return;
        case 'rPh':
          isPhonetic = true;
      }
    },
    text(text) {
      if (isWriting) written += text;
    },
    close(name) {
      if (name === 'v' || name === 't') isWriting = false;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'c' && cell) {
        const text = textOf(written, cell, workbook, refuse);
        if (text !== '') {
          while (fields.length < cell.column) fields.push('');
          fields.push(text);
        }
        cell = undefined;
      } else if (name === 'row') ready.push({ line, fields });
    },
  });
  for (const _ of slices) {
    yield* ready;
    ready = [];
  }
}

function textOf(
  written: string,
  { type, style }: OpenCell,
  workbook: Workbook,
  refuse: (problem: string) => never,
): string {
  switch (type) {
    case 's':
      if (written === '') return '';
      return workbook.texts[Number(written)] ?? refuse('le texte de cette cellule n’est pas dans le fichier');
    case 'inlineStr':
    case 'str':
      return written;
    case 'b':
      return String(isTrue(written));
    case 'n': {
      if (written === '') return '';
      const number = Number(written);
      if (!Number.isFinite(number)) return refuse(`« ${written} » n’est pas un nombre`);
      return workbook.dates[style] ? toIsoDate(number, workbook.from1904) : String(number);
    }
    case 'd':
      return written;
    default:
      return refuse(`cellule qui n’est ni un nombre ni un texte (erreur ${written})`);
  }
}

/** `C12` is in the third column: 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
