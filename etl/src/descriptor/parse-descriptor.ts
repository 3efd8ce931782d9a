import { checkSource, failure, type SourceDescriptor, type SourceProblem, toYamlProblem } from '@boussole/schema';
import { placeOfPath } from '@boussole/warehouse';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { extend, extendedBy, isContent } from './extend.ts';

/** Problems told at once. */
const TOLD = 4;

/** A descriptor, and its content for those that extend it. */
export interface ParsedSource {
  readonly source: SourceDescriptor;
  readonly content: unknown;
}

/** Reads one descriptor that stands by itself; throws what `parseExtension` throws. */
export function parseSource(file: string, text: string): SourceDescriptor {
  return parseExtension(file, text, new Map()).source;
}

/**
 * Reads one descriptor, `known` being those that it may extend, by id. Throws `SOURCE_INVALID` with the file, the line and the key of the
 * first problem, what is wrong, and the problems that follow.
 */
export function parseExtension(file: string, text: string, known: ReadonlyMap<string, ParsedSource>): ParsedSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const where = `ligne ${line}, colonne ${col}`;
    throw failure('SOURCE_INVALID', { file, where, problem: toYamlProblem(error) }, { cause: error });
  }
  const content = withBase(file, toContent(file, document), known);
  const checked = checkSource(content);
  if ('source' in checked) {
    places.set(checked.source, (path) => ({
      file,
      where: toPlace({ path, line: placeOfPath(document, lines, path).line }),
    }));
    return { source: checked.source, content };
  }
  const placed = checked.problems.map((problem) => ({
    ...problem,
    line: placeOfPath(document, lines, problem.path).line,
  }));
  throw toFailure(file, placed);
}

type Place = Readonly<{ file: string; where: string }>;

const places = new WeakMap<SourceDescriptor, (path: readonly PropertyKey[]) => Place>();

/** Where a person finds a key of a descriptor: its file and its line. The id of the source stands for a file that is not known. */
export function placeIn(source: SourceDescriptor, path: readonly PropertyKey[]): Place {
  return places.get(source)?.(path) ?? { file: source.id, where: path.join('.') };
}

function withBase(file: string, content: unknown, known: ReadonlyMap<string, ParsedSource>): unknown {
  const id = extendedBy(content);
  if (id === undefined || !isContent(content)) return content;
  const base = known.get(id);
  if (base) return extend(base.content, content);
  const problem = `« ${id} » n’est pas une source connue : ${[...known.keys()].join(', ') || 'aucune ne l’est ici'}`;
  throw failure('SOURCE_INVALID', { file, where: 'clé « extends »', problem });
}

function toContent(file: string, document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const problem = 'un alias (*nom) ne renvoie à rien, ou répète trop de fois le même texte';
    throw failure('SOURCE_INVALID', { file, where: 'alias YAML', problem }, { cause: error });
  }
}

function toFailure(file: string, problems: readonly (SourceProblem & { readonly line: number })[]): Error {
  const [first, ...others] = [...problems].sort((left, right) => left.line - right.line);
  const next = others.slice(0, TOLD - 1).map((problem) => `${toPlace(problem)} : ${problem.text}`);
  const left = others.length - next.length;
  const rest = left > 0 ? [left > 1 ? `et ${left} autres problèmes` : 'et un autre problème'] : [];
  return failure('SOURCE_INVALID', {
    file,
    where: toPlace(first!),
    problem: [first!.text, ...next, ...rest].join(' ; '),
  });
}

function toPlace({ line, path }: { readonly line: number; readonly path: readonly PropertyKey[] }): string {
  const key = path.reduce<string>((written, part) => {
    if (typeof part === 'number') return `${written}[${part}]`;
    return written === '' ? String(part) : `${written}.${String(part)}`;
  }, '');
  return key === '' ? `ligne ${line}` : `ligne ${line}, clé « ${key} »`;
}
