/** What a parser of YAML says of a text that is not. */
interface YamlError {
  readonly code: string;
  readonly message: string;
}

const SENTENCES: Readonly<Record<string, string>> = {
  BAD_INDENT: 'l’alignement est incohérent, ou un crochet ou une accolade n’est pas refermé',
  TAB_AS_INDENT: 'une tabulation sert d’alignement : remplacez-la par des espaces',
  DUPLICATE_KEY: 'cette clé est écrite deux fois',
  MISSING_CHAR: 'il manque un caractère : guillemet, crochet, accolade ou deux-points',
  BLOCK_AS_IMPLICIT_KEY: 'deux-points inattendu : mettez entre guillemets un texte qui contient « : »',
  MULTILINE_IMPLICIT_KEY: 'une clé s’étend sur plusieurs lignes : vérifiez l’alignement et les deux-points',
  BAD_SCALAR_START: 'un texte qui commence par @, `, % ou & se met entre guillemets',
  BAD_ALIAS: 'un texte qui commence par * se met entre guillemets',
  UNEXPECTED_TOKEN: 'élément inattendu : vérifiez l’alignement et les tirets',
};

/** Says in French what is wrong with a text that is not YAML. */
export function toYamlProblem({ code, message }: YamlError): string {
  return `YAML mal formé : ${SENTENCES[code] ?? message.split('\n')[0]}`;
}
