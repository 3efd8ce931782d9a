import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import {
  type BoussoleError,
  type Catalogue,
  type CatalogueFile,
  type CataloguePart,
  checkCatalogueFile,
  failure,
  toCatalogue,
  toYamlProblem,
} from '@boussole/schema';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { dataPaths, isMissing } from '../store/data-directory.ts';
import { placeOfPath, toPlace, type YamlPlace } from './yaml-place.ts';

/** What is wrong in a catalogue file, in French without final stop, where, and in the definition of what. */
export interface PlacedProblem extends YamlPlace {
  readonly file: string;
  readonly id?: string;
  readonly problem: string;
}

export interface CheckedCatalogue {
  /** What is right in all files together. */
  readonly catalogue: Catalogue;
  /** All that is wrong, by file and line. */
  readonly problems: readonly PlacedProblem[];
  /** The user's own files, and what each holds that is right by itself. */
  readonly own: readonly { readonly name: string; readonly file: CatalogueFile }[];
}

/** Those files stay what they are while a program runs. */
let builtIn: Promise<readonly ParsedPart[]> | undefined;

/**
 * Reads the catalogue of measures and indicators, and says all that is wrong in it at once: the built-in YAML files, then the user's own of
 * the data directory, `more` being the path of one that may not be there yet, and stands for that of the same name.
 */
export async function checkCatalogue(dataDirectory: string, more?: string): Promise<CheckedCatalogue> {
  builtIn ??= readFolder(
    join(dirname(createRequire(import.meta.url).resolve('@boussole/schema/package.json')), 'catalogue'),
    true,
  );
  const folder = await readFolder(dataPaths(dataDirectory).catalogue, false);
  const own = more
    ? [...folder.filter(({ name }) => name !== basename(more)), await readPart(more, false)].sort(byName)
    : folder;
  const parts = [...(await builtIn), ...own];
  const { catalogue, problems } = toCatalogue(parts);
  const placed = problems.map(({ path, ...rest }) => {
    const part = [...own, ...parts].find(({ name }) => name === rest.file);
    return { ...rest, ...(part?.place(path) ?? START) };
  });
  const all = [...parts.flatMap(({ problems: alone }) => alone), ...placed].sort(
    (left, right) => left.file.localeCompare(right.file) || left.line - right.line || left.column - right.column,
  );
  return { catalogue, problems: all, own };
}

/** The error to show of a catalogue, one line for each problem: where, of what, and what to do. */
export function catalogueFailure(problems: readonly PlacedProblem[]): BoussoleError {
  const lines = describeProblems(problems);
  const told = lines.length > 1 ? [`${lines.length} problèmes`, ...lines].join('.\n') : lines[0];
  return failure('CATALOGUE_INVALID', { problems: told ?? '' });
}

function describeProblems(problems: readonly PlacedProblem[]): readonly string[] {
  return problems.map(({ file, line, column, id, problem }) => {
    const of = id === undefined || problem.includes(`« ${id} »`) ? '' : `, « ${id} »`;
    return `${file}, ligne ${line}, colonne ${column}${of} : ${problem}`;
  });
}

interface ParsedPart extends CataloguePart {
  /** What is wrong in the file by itself. */
  readonly problems: readonly PlacedProblem[];
  readonly place: (path: readonly PropertyKey[]) => YamlPlace;
}

const START: YamlPlace = { line: 1, column: 1 };

function byName(left: ParsedPart, right: ParsedPart): number {
  return left.name < right.name ? -1 : 1;
}

async function readFolder(folder: string, isBuiltIn: boolean): Promise<readonly ParsedPart[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const yaml = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  return Promise.all(yaml.map((name) => readPart(join(folder, name), isBuiltIn)));
}

async function readPart(path: string, isBuiltIn: boolean): Promise<ParsedPart> {
  return { ...parse(basename(path), await readFile(path, 'utf8')), builtIn: isBuiltIn };
}

function parse(name: string, text: string): ParsedPart {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (path: readonly PropertyKey[]): YamlPlace => placeOfPath(document, lines, path);
  const errors = document.errors.map((error) => ({ ...toPlace(lines, error.pos[0]), problem: toYamlProblem(error) }));
  const content = errors.length > 0 ? undefined : maybeContent(document);
  if (errors.length > 0 || content === LOST_ALIAS) {
    const told = errors.length > 0 ? oneByLine(errors) : [{ ...START, problem: LOST_ALIAS }];
    const problems = told.map((error) => ({ file: name, ...error }));
    return { name, file: checkCatalogueFile(undefined).file, problems, unreadable: true, place };
  }
  const { problems, ...checked } = checkCatalogueFile(content);
  return {
    name,
    ...checked,
    place,
    problems: problems.map(({ path, text: problem }) => {
      const id: unknown = document.getIn([...path.slice(0, 2), 'id']);
      const of = typeof id === 'string' && path.length > 1 ? { id } : {};
      return { file: name, ...place(path), ...of, problem: `${keyOf(path)}${problem}` };
    }),
  };
}

const LOST_ALIAS = 'un alias YAML (*nom) ne renvoie à rien, ou répète trop de fois le même texte';

function maybeContent(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) return LOST_ALIAS;
    throw error;
  }
}

/** What follows a mistake of a line is often its consequence. */
function oneByLine<T extends YamlPlace>(errors: readonly T[]): readonly T[] {
  return errors.filter(({ line }, index) => errors.findIndex((other) => other.line === line) === index);
}

/** « unit » : the key that a problem is of, where there is one. */
function keyOf(path: readonly PropertyKey[]): string {
  const key = path.findLast((part) => typeof part === 'string');
  return key === undefined ? '' : `« ${key} », `;
}
