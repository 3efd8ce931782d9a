/**
 * Every error that a person can meet: a stable code, typed parameters, and the French sentence that says what was expected, what
 * arrived, where, and what to do. The code is the contract; the sentence may change.
 */
const SENTENCES = {
  // Questions
  TERRITORY_ID_INVALID: (p: { id: string }) =>
    `« ${p.id} » n’est pas un identifiant de territoire. Exemples : commune:69123, epci:200046977, departement:69, region:84, france:FR.`,
  TERRITORY_UNKNOWN: (p: { id: string }) =>
    `Le territoire « ${p.id} » n’existe dans aucun millésime du code officiel géographique chargé. Vérifiez le code ou cherchez par nom.`,
  INDICATOR_UNKNOWN: (p: { id: string }) =>
    `L’indicateur « ${p.id} » n’est pas au catalogue. La liste est sur la page Indicateurs (« indicators » pour qui interroge l’API).`,
  THEME_UNKNOWN: (p: { id: string; known: string }) =>
    `Le thème « ${p.id} » n’est pas au catalogue. Demandez l’un de ceux-ci : ${p.known}.`,
  YEAR_UNAVAILABLE: (p: { indicator: string; year: number; years: string; isApart: boolean }) =>
    p.isApart
      ? `L’indicateur « ${p.indicator} » n’a pas de valeurs pour ${p.year} en géographie publiée : ses parts y sont dans des périmètres différents. Lisez la géographie constante${p.years === 'aucune' ? '' : `, ou une de ces années : ${p.years}`}.`
      : `L’indicateur « ${p.indicator} » n’a pas de valeurs pour ${p.year}. Années disponibles : ${p.years}.`,
  SLICE_UNKNOWN: (p: { indicator: string; slice: string; known: string }) =>
    `L’indicateur « ${p.indicator} » n’a pas de chiffres pour « ${p.slice} ». Tranches de sexe et d’âge disponibles : ${p.known}.`,
  PUBLICATION_UNKNOWN: (p: { id: string }) =>
    `La publication « ${p.id} » n’existe pas, n’est plus conservée, ou vient d’une version de Boussole qui l’écrivait autrement. Celles qui se lisent sont sur la page Données (« publications » pour qui interroge l’API).`,
  PUBLICATION_DAMAGED: (p: { file: string; expected: number | undefined; bytes: number | undefined }) =>
    `Le fichier ${p.file} de la publication ${p.bytes === undefined ? 'manque' : `n’est pas entier : ${p.bytes} octets au lieu de ${p.expected}`}. Remettez la précédente en service (« npx boussole rollback »), ou publiez de nouveau (« npx boussole load »).`,
  PUBLICATION_NONE: () => 'Aucune donnée n’est encore publiée. Lancez « npx boussole load ».',
  ARGUMENT_INVALID: (p: { argument: string; problem: string }) => `Argument « ${p.argument} » : ${p.problem}.`,
  LIMIT_EXCEEDED: (p: { limit: string; allowed: number; asked: number; isAtLeast?: boolean }) =>
    `La question dépasse la limite « ${p.limit} » : ${p.isAtLeast ? 'au moins ' : ''}${p.asked} demandés, ${p.allowed} admis. Réduisez la question.`,
  TOO_MANY_QUESTIONS: (p: { allowed: number; seconds: number }) =>
    `Trop de questions : ${p.allowed} par minute sont admises. Réessayez dans ${p.seconds} s, ou demandez davantage en une seule question.`,
  SERVER_BUSY: () => 'Le serveur répond déjà à trop de questions. Réessayez dans quelques secondes.',
  SERVER_STOPPING: () => 'Le serveur s’arrête, et finit ce qui lui a été demandé. Réessayez dans une minute.',
  CURSOR_INVALID: () => 'Le curseur « after » ne vient pas de cette question. Recommencez sans lui.',
  QUERY_INVALID: (p: { problem: string }) => `La question n’est pas valide : ${p.problem}`,
  ADDRESS_UNKNOWN: (p: { path: string; tables?: string; formats?: string }) =>
    `L’adresse « ${p.path} » n’existe pas sur ce serveur. ${p.tables === undefined ? 'Le tableau de bord est à « / », l’API à « /graphql »' : `Un fichier se demande par /export/table.format ; tables : ${p.tables} ; formats : ${p.formats}. La page « /export » les décrit`}.`,
  METHOD_NOT_ALLOWED: (p: { method: string; path: string; allowed: string }) =>
    `L’adresse « ${p.path} » ne répond pas à ${p.method}. Demandez-la par ${p.allowed}.`,
  OUTLINES_UNKNOWN: (p: { name: string; known: string }) =>
    `Il n’y a pas de contours « ${p.name} ». Contours chargés : ${p.known}. Téléchargez-les avec « npx boussole fetch contours », puis lancez « npx boussole load ».`,
  SIGN_IN_NEEDED: () =>
    'Il faut être connecté. Connectez-vous, ou donnez un jeton dans l’en-tête « authorization: Bearer … ».',
  TOKEN_INVALID: () =>
    'Ce jeton n’est pas reconnu : il est faux, expiré ou révoqué. Faites-en un autre, ou demandez sans jeton ce qui est public.',
  NOT_ALLOWED: (p: { action: string }) =>
    `Vos droits ne permettent pas cette action (${p.action}). Demandez-les à l’administrateur de ce serveur.`,
  SIGN_IN_REFUSED: (p: { problem: string }) =>
    `La connexion n’a pas abouti (${p.problem}). Recommencez depuis le tableau de bord.`,
  SIGN_IN_UNAVAILABLE: (p: { problem: string }) =>
    `La connexion est impossible pour le moment (${p.problem}). Les chiffres publics restent lisibles sans se connecter.`,
  ACCOUNT_UNKNOWN: (p: { account: string }) =>
    `Aucun compte « ${p.account} ». La liste est donnée par « npx boussole accounts list ».`,
  ORGANISATION_UNKNOWN: (p: { organisation: string }) =>
    `Aucune organisation « ${p.organisation} ». La liste est donnée par « npx boussole organisations list ».`,
  INTERNAL: (p: { request: string }) =>
    `Une erreur interne est survenue. Signalez-la avec la référence ${p.request} ; vos données ne sont pas en cause.`,

  // Files and sources
  FILE_NOT_FOUND: (p: { file: string }) =>
    `${p.file} : fichier introuvable. Vérifiez le chemin, ou déposez-le dans la boîte de réception.`,
  FILE_EMPTY: (p: { file: string }) =>
    `${p.file} : le fichier est vide, ou n’a que son en-tête. Téléchargez-le de nouveau.`,
  FILE_TOO_LARGE: (p: { file: string; bytes: number; allowed: number }) =>
    `${p.file} : ${p.bytes} octets, ${p.allowed} admis. Relevez BOUSSOLE_MAX_INPUT si le fichier est le bon.`,
  PERSONAL_DATA: (p: { file: string; line: number; column: string; kind: string }) =>
    `${p.file}, ligne ${p.line} : la colonne « ${p.column} » contient ${p.kind}. Boussole ne garde pas de données personnelles, rien n’est lu. Retirez cette colonne, ou demandez un fichier agrégé.`,
  FILE_UNREADABLE: (p: { file: string; problem: string }) => `${p.file} : lecture impossible (${p.problem}).`,
  FILE_UNRECOGNISED: (p: { file: string; line: number; header: string; nearest: string }) =>
    `${p.file}, ligne ${p.line} : aucune source ne reconnaît cet en-tête (${p.header}).${p.nearest} Nommez la source avec --source, ou ébauchez son descripteur avec « npx boussole new-source ».`,
  DRAFT_IMPOSSIBLE: (p: { file: string; problem: string }) =>
    `${p.file} : aucun descripteur ne peut être ébauché (${p.problem}). Écrivez-le à la main d’après etl/sources/README.md.`,
  ENCODING_INVALID: (p: { file: string; line: number; column: number; expected: string }) =>
    `${p.file}, ligne ${p.line}, caractère ${p.column} : octets invalides en ${p.expected}. Indiquez l’encodage réel dans le descripteur de la source (encoding).`,
  CHARACTER_INVALID: (p: { file: string; line: number; column: number; character: string }) =>
    `${p.file}, ligne ${p.line}, caractère ${p.column} : caractère de contrôle ${p.character}, signe d’un fichier abîmé ou d’un autre encodage. Téléchargez-le de nouveau, ou corrigez l’encodage (encoding) du descripteur.`,
  HEADER_MISSING_COLUMN: (p: { file: string; line: number; column: string; found: string }) =>
    `${p.file}, ligne ${p.line} : la colonne « ${p.column} » manque. Colonnes trouvées : ${p.found}.`,
  HEADER_UNKNOWN_COLUMN: (p: { file: string; line: number; column: string; position: number }) =>
    `${p.file}, ligne ${p.line}, colonne ${p.position} : « ${p.column} » n’est pas décrite par la source. Ajoutez-la au descripteur, ou à « ignore ».`,
  HEADER_DUPLICATE_COLUMN: (p: { file: string; line: number; column: string }) =>
    `${p.file}, ligne ${p.line} : la colonne « ${p.column} » apparaît deux fois. Corrigez le fichier.`,
  VINTAGE_UNKNOWN: (p: { file: string; expected: string }) =>
    `${p.file} : l’année des données n’est ni dans l’en-tête ni dans le nom du fichier (${p.expected}). Donnez-la avec --vintage.`,
  ROW_WIDTH: (p: { file: string; line: number; column: number; expected: number; found: number }) =>
    `${p.file}, ligne ${p.line}, colonne ${p.column} : ${p.expected} champs attendus, ${p.found} trouvés. Vérifiez le séparateur et les guillemets de cette ligne.`,
  QUOTE_INVALID: (p: { file: string; line: number; column: number; problem: string }) =>
    `${p.file}, ligne ${p.line}, colonne ${p.column} : guillemets mal formés (${p.problem}). Corrigez la ligne.`,
  VALUE_INVALID: (p: { file: string; line: number; column: string; value: string; expected: string }) =>
    `${p.file}, ligne ${p.line}, colonne « ${p.column} » : « ${p.value} » n’est pas ${p.expected}. Corrigez la valeur ou déclarez-la comme marqueur dans le descripteur.`,
  CODE_ARRONDISSEMENT: (p: { file: string; line: number; code: string; commune: string; missing: string }) =>
    p.missing === ''
      ? `${p.file}, ligne ${p.line} : « ${p.code} » est un arrondissement de ${p.commune}. Cette source donne des communes.`
      : `${p.file}, ligne ${p.line} : « ${p.code} » est un arrondissement de ${p.commune}, et le fichier ne donne pas ${p.missing}.`,
  CODE_OF_PART: (p: { file: string; line: number; column: string; code: string; part: string; commune: string }) =>
    `${p.file}, ligne ${p.line}, colonne « ${p.column} » : « ${p.code} » est une commune ${p.part} de ${p.commune}. Son chiffre est compris dans celui de sa commune.`,
  CODE_OF_OTHER_LEVEL: (p: {
    file: string;
    line: number;
    column: string;
    code: string;
    expected: string;
    cog: number;
  }) =>
    `${p.file}, ligne ${p.line}, colonne « ${p.column} » : « ${p.code} » n’est pas ${p.expected} au 1er janvier ${p.cog}.`,
  CODE_OF_OTHER_VINTAGE: (p: { file: string; line: number; column: string; code: string; cog: number; told: string }) =>
    `${p.file}, ligne ${p.line}, colonne « ${p.column} » : « ${p.code} » n’est pas une commune du COG ${p.cog} (elle l’est${p.told}). Vérifiez le millésime géographique du fichier.`,
  CODE_UNKNOWN: (p: { file: string; line: number; column: string; code: string }) =>
    `${p.file}, ligne ${p.line}, colonne « ${p.column} » : le code « ${p.code} » n’existe dans aucun millésime du code officiel géographique. Ligne mise en quarantaine.`,
  ROW_DUPLICATE: (p: { file: string; line: number; code: string; first: number }) =>
    `${p.file}, ligne ${p.line} : le territoire « ${p.code} » est déjà donné ligne ${p.first} avec d’autres valeurs. Gardez une seule ligne.`,
  CORRECTION_INVALID: (p: { file: string; line: number; problem: string }) =>
    `${p.file}, ligne ${p.line} : la correction ne s’applique pas (${p.problem}). Reprenez-la dans une quarantaine à jour, ou videz-la.`,
  QUARANTINE_TOO_LARGE: (p: {
    file: string;
    rows: number;
    total: number;
    allowed: string;
    first: string;
    advice: string;
  }) =>
    `${p.file} : ${p.rows} lignes sur ${p.total} sont refusées (${p.allowed} admis), rien n’est publié. Première : ${p.first}${p.advice}`,
  PERIMETERS_MISSING: (p: { file: string; cog: number; known: string }) =>
    `${p.file} : les périmètres des EPCI au 1er janvier ${p.cog} ne sont pas chargés (${p.known} le sont). Chargez d’abord la composition des EPCI de ${p.cog}.`,
  DELIVERIES_REFUSED: (p: { refused: number; total: number; problems: string; fate: string }) =>
    `${p.refused} des ${p.total} livraisons sont refusées, ${p.fate} :${p.problems}`,
  DELIVERY_TWICE: (p: { file: string; first: string; source: string; vintage: string }) =>
    `${p.file} et ${p.first} donnent tous deux « ${p.source} », millésime ${p.vintage}. N’en chargez qu’un.`,
  JSON_INVALID: (p: { file: string; problem: string }) =>
    `${p.file} : JSON mal formé (${p.problem}). Réinstallez ou téléchargez de nouveau le fichier.`,
  ARCHIVE_INVALID: (p: { file: string; problem: string }) =>
    `${p.file} : archive ZIP refusée (${p.problem}). Décompressez-la et chargez le fichier de données.`,
  WORKBOOK_INVALID: (p: { file: string; problem: string }) => `${p.file} : classeur XLSX refusé (${p.problem}).`,
  OUTLINES_INVALID: (p: { file: string; problem: string }) =>
    `${p.file} : contours refusés (${p.problem}). Donnez un GeoJSON ou un TopoJSON en longitudes et latitudes (WGS 84), dont une propriété porte le code officiel.`,
  SOURCE_UNKNOWN: (p: { source: string; known: string }) =>
    `La source « ${p.source} » n’existe pas. Sources connues : ${p.known}.`,
  SOURCE_INVALID: (p: { file: string; where: string; problem: string }) =>
    `${p.file}, ${p.where} : descripteur de source invalide (${p.problem}). Corrigez-le ; un exemple commenté est dans etl/sources/README.md.`,
  GROUP_UNKNOWN: (p: { code: string; known: string }) =>
    `Le groupe « ${p.code} » n’existe pas. Groupes enregistrés : ${p.known}.`,
  CATALOGUE_INVALID: (p: { problems: string }) => `Catalogue des indicateurs : ${p.problems}.`,

  FETCH_OFFLINE: (p: { url: string; host: string; page: string; inbox: string }) =>
    `Pas de connexion à ${p.host}. Téléchargez le fichier ailleurs, depuis ${p.page}, et déposez-le dans ${p.inbox}.`,
  FETCH_REFUSED: (p: { url: string; problem: string }) =>
    `${p.url} : téléchargement refusé (${p.problem}). Vérifiez l’adresse dans le descripteur de la source (fetch).`,
  FETCH_FAILED: (p: { url: string; problem: string; page: string; inbox: string }) =>
    `${p.url} : téléchargement impossible (${p.problem}). Réessayez plus tard, ou prenez le fichier sur ${p.page} et déposez-le dans ${p.inbox}.`,

  // Publications and stores
  AUDIT_FAILED: (p: { problems: string }) =>
    `La publication est refusée par son contrôle, la précédente reste en service : ${p.problems}`,
  DELIVERY_AUDIT: (p: { file: string; problems: string; overrides: string }) =>
    `${p.file} : rien n’est publié, des contrôles de la source sont en échec (${p.problems}). Corrigez le fichier ou, si c’est voulu, relancez avec ${p.overrides} --reason "…".`,
  DELIVERY_SHRUNK: (p: { file: string; kept: number; before: number; earlier: string }) =>
    `${p.file} : ${p.kept} lignes, contre ${p.before} dans ${p.earlier}. Le fichier semble tronqué, rien n’est publié. Téléchargez-le de nouveau, ou relancez avec --accept-loss si cette perte est voulue.`,
  LOAD_IN_PROGRESS: (p: { owner: string }) =>
    `Un autre chargement est en cours (${p.owner}). Attendez sa fin, puis relancez la commande.`,
  LOAD_INTERRUPTED: () =>
    'Ce chargement a été arrêté avant sa fin : la publication en service est restée entière. Relancez-le s’il n’a pas été refait depuis.',
  ROLLBACK_NONE: () => 'Il n’y a pas de publication précédente vers laquelle revenir.',
  ROLLBACK_UNKNOWN: (p: { id: string; kept: string }) =>
    `La publication « ${p.id} » n’existe pas, n’est plus conservée, ou vient d’une autre version de Boussole. Publications qui peuvent être remises en service : ${p.kept || 'aucune'}.`,
  DATA_DIRECTORY: (p: { path: string; problem: string }) =>
    `Le répertoire de données ${p.path} ne peut être ni lu ni écrit (${p.problem}). Changez ses droits ou choisissez-en un autre avec BOUSSOLE_DATA.`,
  DATABASE_UNREACHABLE: (p: { problem: string }) =>
    `La base PostgreSQL de DATABASE_URL ne répond pas (${p.problem}). Vérifiez l’adresse et que le serveur est démarré.`,
  DATABASE_MIGRATION: (p: { problem: string }) =>
    `Les tables du catalogue ne peuvent pas être mises à jour (${p.problem}). Vérifiez que l’utilisateur de DATABASE_URL a le droit de créer des tables.`,
  DATABASE_EMBEDDED: (p: { problem: string }) =>
    `PostgreSQL embarqué ne démarre pas (${p.problem}). Indiquez un serveur avec DATABASE_URL.`,
  PORT_IN_USE: (p: { port: number }) =>
    `Le port ${p.port} est déjà utilisé. Arrêtez l’autre programme ou choisissez un autre port avec PORT.`,
  CONFIGURATION_INVALID: (p: { problems: string }) => `Configuration invalide : ${p.problems}.`,
} as const;

export type ErrorCode = keyof typeof SENTENCES;
export const ERROR_CODES = Object.keys(SENTENCES) as readonly ErrorCode[]; // the keys of a literal object
export type ErrorParameters<C extends ErrorCode> = Parameters<(typeof SENTENCES)[C]>[0];

type Arguments<C extends ErrorCode> =
  ErrorParameters<C> extends undefined
    ? [parameters?: undefined, options?: ErrorOptions]
    : [parameters: ErrorParameters<C>, options?: ErrorOptions];

/** An error meant for the person at the keyboard: `message` is the French sentence, `code` the contract. */
export class BoussoleError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly parameters: ErrorParameters<C>;

  constructor(code: C, parameters: ErrorParameters<C>, options?: ErrorOptions) {
    super(sentence(code, parameters), options);
    this.name = 'BoussoleError';
    this.code = code;
    this.parameters = parameters;
  }
}

/** Builds an error of the catalogue, ready to throw. */
export function failure<C extends ErrorCode>(code: C, ...[parameters, options]: Arguments<C>): BoussoleError<C> {
  // The parameters are undefined only where the sentence takes none.
  return new BoussoleError(code, parameters as ErrorParameters<C>, options);
}

export function isBoussoleError(error: unknown): error is BoussoleError {
  return error instanceof BoussoleError;
}

function sentence<C extends ErrorCode>(code: C, parameters: ErrorParameters<C>): string {
  // One function per code, and the parameters of that same code: TypeScript cannot follow the correlation.
  return (SENTENCES[code] as (p: ErrorParameters<C>) => string)(parameters);
}
