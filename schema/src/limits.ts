import { failure } from './errors.ts';

/** Every limit: name, default, environment variable and the sentence that explains it. */
export interface Limit {
  readonly value: number;
  readonly environment: string;
  readonly sentence: string;
}

export const LIMITS = {
  queryDepth: limit(
    12,
    'BOUSSOLE_MAX_DEPTH',
    'Profondeur maximale d’une question GraphQL, et de chacune de ses variables.',
  ),
  queryCharacters: limit(65_536, 'BOUSSOLE_MAX_DOCUMENT', 'Longueur maximale d’une question GraphQL, en caractères.'),
  queryTokens: limit(4_000, 'BOUSSOLE_MAX_TOKENS', 'Nombre maximal de jetons dans une question GraphQL.'),
  queryAliases: limit(
    50,
    'BOUSSOLE_MAX_ALIASES',
    'Nombre maximal de champs racine dans une question GraphQL, et de fois qu’un champ y est redemandé au même endroit.',
  ),
  nameCharacters: limit(
    100,
    'BOUSSOLE_MAX_NAME',
    'Longueur maximale d’un nom dans une question GraphQL, en caractères : un alias est répété à chaque ligne de la réponse.',
  ),
  queryDirectives: limit(50, 'BOUSSOLE_MAX_DIRECTIVES', 'Nombre maximal de directives dans une question GraphQL.'),
  queryCost: limit(
    500_000,
    'BOUSSOLE_MAX_COST',
    'Coût estimé d’une question GraphQL : un champ vaut 1, une liste de territoires 10 000, un tableau, une carte ou une distribution 25 000, le schéma entier 50 000, des écarts marquants 100 000, des semblables 200 000.',
  ),
  bodyBytes: limit(262_144, 'BOUSSOLE_MAX_BODY', 'Taille maximale d’une requête HTTP, en octets.'),
  cells: limit(
    2_000_000,
    'BOUSSOLE_MAX_CELLS',
    'Nombre maximal de cellules dans une réponse ; un rang compte pour 2, un écart jugé pour 4, une année d’évolution pour 16.',
  ),
  objects: limit(
    50_000,
    'BOUSSOLE_MAX_OBJECTS',
    'Nombre maximal de territoires dans une réponse, parents et membres compris.',
  ),
  pageRows: limit(2_000, 'BOUSSOLE_MAX_PAGE', 'Nombre maximal de lignes par page.'),
  compareTerritories: limit(500, 'BOUSSOLE_MAX_COMPARE', 'Nombre maximal de territoires dans une comparaison.'),
  columns: limit(500, 'BOUSSOLE_MAX_COLUMNS', 'Nombre maximal de colonnes dans une réponse.'),
  conditions: limit(
    20,
    'BOUSSOLE_MAX_CONDITIONS',
    'Nombre maximal de conditions sur les lignes d’un tableau, et de clés de son tri.',
  ),
  searchCharacters: limit(200, 'BOUSSOLE_MAX_SEARCH', 'Longueur maximale d’un texte cherché, en caractères.'),
  questionMilliseconds: limit(
    10_000,
    'BOUSSOLE_MAX_MILLISECONDS',
    'Durée maximale d’une question, en millisecondes : elle est interrompue au-delà.',
  ),
  requestMilliseconds: limit(
    30_000,
    'BOUSSOLE_MAX_REQUEST',
    'Durée maximale pour recevoir une requête HTTP, en millisecondes : les clients trop lents sont coupés.',
  ),
  lastDownloadMilliseconds: limit(
    60_000,
    'BOUSSOLE_MAX_LAST_DOWNLOAD',
    'Durée laissée aux téléchargements en cours quand le serveur s’arrête, en millisecondes ; une question a celle de toute question.',
  ),
  runningQuestions: limit(
    32,
    'BOUSSOLE_MAX_RUNNING',
    'Nombre maximal de questions auxquelles le serveur répond en même temps ; les suivantes attendent.',
  ),
  waitingQuestions: limit(
    500,
    'BOUSSOLE_MAX_WAITING',
    'Nombre maximal de questions qui attendent leur tour ; les suivantes sont refusées.',
  ),
  questionsPerMinute: limit(
    3_000,
    'BOUSSOLE_MAX_RATE',
    'Nombre maximal de questions par minute d’une même adresse ou d’un même compte.',
  ),
  savedViews: limit(
    10_000,
    'BOUSSOLE_MAX_VIEWS',
    'Nombre maximal de vues enregistrées, de tout le monde ; au-delà, il faut en supprimer.',
  ),
  viewsPerHour: limit(
    60,
    'BOUSSOLE_MAX_VIEWS_RATE',
    'Nombre maximal de vues enregistrées par heure d’une même adresse ou d’un même compte : personne ne prend la place de tous.',
  ),
  hotBytes: limit(
    512 * 2 ** 20,
    'BOUSSOLE_HOT_BYTES',
    'Mémoire des indicateurs gardés prêts à l’emploi, de toutes les publications ouvertes, en octets.',
  ),
  answerBytes: limit(
    64 * 2 ** 20,
    'BOUSSOLE_ANSWER_BYTES',
    'Mémoire des réponses gardées finies, formes compressées comprises, en octets.',
  ),
  readingMegabytes: limit(
    320,
    'BOUSSOLE_READING_MEMORY',
    'Mémoire de DuckDB quand le serveur lit une publication, en mégaoctets ; il en garde trois ouvertes au plus.',
  ),
  duckdbMegabytes: limit(
    1_024,
    'BOUSSOLE_DUCKDB_MEMORY',
    'Mémoire de DuckDB quand il charge, publie ou compare des livraisons, en mégaoctets.',
  ),
  inputBytes: limit(1_073_741_824, 'BOUSSOLE_MAX_INPUT', 'Taille maximale d’un fichier à charger, en octets.'),
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;
export type Limits = Readonly<Record<LimitName, number>>;

/** Reads limits from the environment; a variable that is not a positive whole number is reported, all at once. */
export function readLimits(environment: Readonly<Record<string, string | undefined>>): {
  readonly limits: Limits;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const entries = Object.entries(LIMITS).map(([name, { value, environment: variable }]) => {
    const text = environment[variable];
    if (text === undefined || text === '') return [name, value];
    if (/^[1-9]\d*$/.test(text)) return [name, Number(text)];
    problems.push(`${variable} doit être un nombre entier positif, et non « ${text} »`);
    return [name, value];
  });
  return { limits: Object.fromEntries(entries) as Limits /* one entry per key of LIMITS */, problems };
}

/** Refuses what exceeds a limit; throws `LIMIT_EXCEEDED` with its name, what is allowed and what was asked. */
export function checkLimit<Name extends LimitName>(limits: Pick<Limits, Name>, limit: Name, asked: number): void {
  const allowed = limits[limit];
  if (asked > allowed) throw failure('LIMIT_EXCEEDED', { limit, allowed, asked });
}

/** The same while what is asked is being counted: all that is known then is that there is at least that much. */
export function checkLimitSoFar<Name extends LimitName>(
  limits: Pick<Limits, Name>,
  limit: Name,
  counted: number,
): void {
  const allowed = limits[limit];
  if (counted > allowed) throw failure('LIMIT_EXCEEDED', { limit, allowed, asked: counted, isAtLeast: true });
}

function limit(value: number, environment: string, sentence: string): Limit {
  return { value, environment, sentence };
}
