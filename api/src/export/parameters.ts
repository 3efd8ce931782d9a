import { FILTER_OPERATORS, failure, LEVELS, type Limits, READINGS, type Reading } from '@boussole/schema';
import { excerpt } from '../arguments.ts';
import { type GridQuestion, type GridRequest, toGridQuestion } from '../grid-question.ts';

export const STYLES = ['excel', 'plain'] as const;
export type Style = (typeof STYLES)[number];

export interface ExportRequest {
  readonly question: GridQuestion;
  readonly publication: string | undefined;
  readonly style: Style;
}

/** The parameters of `/export/grid.csv`: the arguments of `grid`, written in an address. */
export const PARAMETERS = {
  level: 'Niveau des lignes : COMMUNE, EPCI, DEPARTEMENT, REGION ou FRANCE.',
  within: 'Avec level : seulement les territoires à l’intérieur de celui-ci, par exemple departement:69.',
  territories: 'Au lieu de level : les lignes, séparées par des virgules, par exemple commune:69123,commune:69266.',
  columns:
    'Colonnes, séparées par des virgules : indicateur@année, par exemple population_municipale@2022,population_municipale@2021.',
  search: 'Garde les lignes dont le nom contient ce texte.',
  filter:
    'Conditions, séparées par des virgules : indicateur@année:opérateur:valeur, par exemple population_municipale@2022:gte:1000 ; …:between:10:20 ; …:has_value.',
  sort: 'Clés de tri, séparées par des virgules : name, code ou indicateur@année ; un « - » devant trie du plus grand au plus petit.',
  geography: 'CONSTANT (par défaut) ou PUBLISHED.',
  publication: 'Publication à relire ; sans elle, celle en cours.',
  style:
    'excel (par défaut : point-virgule, virgule décimale, en-tête) ou plain (virgule, point décimal, une seule ligne de titres).',
} as const;
type Parameter = keyof typeof PARAMETERS;

/** Reads the address of an export; throws `ARGUMENT_INVALID`, `TERRITORY_ID_INVALID` and `LIMIT_EXCEEDED`. */
export function readExportRequest(parameters: URLSearchParams, limits: Limits): ExportRequest {
  for (const name of parameters.keys()) {
    if (!Object.hasOwn(PARAMETERS, name))
      throw invalid(excerpt(name), `paramètre inconnu ; attendus : ${Object.keys(PARAMETERS).join(', ')}`);
  }
  const request: GridRequest = {
    rows: {
      territories: parameters.has('territories') ? toList(parameters, 'territories') : undefined,
      level: maybeChoice(parameters, 'level', LEVELS),
      within: maybeOne(parameters, 'within'),
    },
    columns: toList(parameters, 'columns').map((text) => toColumn('columns', text)),
    search: maybeOne(parameters, 'search'),
    filters: toList(parameters, 'filter').map(toFilter),
    sort: toList(parameters, 'sort').map(toSort),
    geography: maybeChoice<Reading>(parameters, 'geography', READINGS) ?? 'CONSTANT',
  };
  return {
    question: toGridQuestion(request, limits),
    publication: maybeOne(parameters, 'publication'),
    style: maybeChoice(parameters, 'style', STYLES) ?? 'excel',
  };
}

function toFilter(text: string): GridRequest['filters'][number] {
  const [column = '', word, ...operands] = text.split(':');
  const operator = FILTER_OPERATORS.find((candidate) => candidate === word?.toUpperCase());
  if (!operator)
    throw invalid('filter', `« ${excerpt(text)} » n’a pas d’opérateur ; connus : ${FILTER_OPERATORS.join(', ')}`);
  const [value, upper] = operands.map((operand) => toNumber('filter', operand));
  return { column: toColumn('filter', column), operator, value, upper };
}

function toSort(text: string): GridRequest['sort'][number] {
  const descending = text.startsWith('-');
  const key = descending ? text.slice(1) : text;
  if (key === 'name' || key === 'code') return { [key]: true, descending };
  return { column: toColumn('sort', key), descending };
}

function toColumn(parameter: Parameter, text: string): GridRequest['columns'][number] {
  const [indicator, year] = text.split('@');
  if (!indicator || !year || !/^\d{4}$/.test(year)) {
    throw invalid(parameter, `« ${excerpt(text)} » n’est pas une colonne, par exemple population_municipale@2022`);
  }
  return { indicator, year: Number(year) };
}

function toNumber(parameter: Parameter, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw invalid(parameter, `« ${excerpt(text)} » n’est pas un nombre`);
  return value;
}

function toList(parameters: URLSearchParams, name: Parameter): string[] {
  return parameters.getAll(name).flatMap((text) => text.split(',').filter((item) => item !== ''));
}

function maybeOne(parameters: URLSearchParams, name: Parameter): string | undefined {
  const given = parameters.getAll(name);
  if (given.length > 1) throw invalid(name, 'donné plusieurs fois');
  return given[0] || undefined;
}

function maybeChoice<T extends string>(
  parameters: URLSearchParams,
  name: Parameter,
  choices: readonly T[],
): T | undefined {
  const text = maybeOne(parameters, name);
  if (text === undefined) return undefined;
  const choice = choices.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (!choice) throw invalid(name, `« ${excerpt(text)} » est inconnu ; attendus : ${choices.join(', ').toUpperCase()}`);
  return choice;
}

function invalid(argument: string, problem: string): Error {
  return failure('ARGUMENT_INVALID', { argument, problem });
}
