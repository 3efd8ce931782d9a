import { inEnglish, type Patterns } from './patterns.ts';

/** Puts the official wording of what happened to a territory in English: “Merger: Annecy-le-Vieux (74011) joins Annecy (74010)”. */
export function explainEventInEnglish(label: string): string {
  const [, said = label, year] = /^(.*) \(d’après les listes annuelles de (\d{4})\)$/.exec(label) ?? [];
  const told = said.replace(
    CONTRACTED,
    (_, before: string, of: keyof typeof ARTICLES) => `${before}de ${ARTICLES[of]}`,
  );
  const english = WORDS.reduce((text, [french, word]) => text.replace(french, word), inEnglish(told, TITLES));
  return year === undefined ? english : `${english} (from the yearly lists of ${year})`;
}

/** « de » before a name that begins with a vowel or an article. */
const CONTRACTED = /((?:^(?:Création|Fin|Arrivée|Départ)|\) se sépare(?:nt)?|\),) )(d’|du |des )(?!communes? )/g;
const ARTICLES = { 'd’': '', 'du ': 'Le ', 'des ': 'Les ' } as const;

const TITLES: Patterns = [
  [/^Création de commune nouvelle : /, 'New commune made of several: '],
  [/^Création (?:de la commune déléguée|des communes déléguées) /, 'Delegate communes created: '],
  [/^Entrée dans le code officiel géographique : /, 'Entry into the official geographic code: '],
  [/^Création : /, 'Creation: '],
  [/^Création de (.+), avec (\d+) communes?/, 'Creation of $1, with $2 communes'],
  [/^Rétablissement (?:de la commune déléguée|des communes déléguées) /, 'Delegate communes restored: '],
  [/^Rétablissement : /, 'Restored: '],
  [/^Suppression (?:de la commune déléguée|des communes déléguées) /, 'Delegate communes abolished: '],
  [/^Suppression : /, 'Abolished: '],
  [/^Fusion simple : |^Fusion : /, 'Merger: '],
  [/^Fusion-association : /, 'Merger with association: '],
  [/^Séparation : /, 'Separation: '],
  [/^Changement de département : (.+) passe du code /, 'Change of département: $1 goes from code '],
  [/^Transfert de chef-lieu : (.+) passe du code /, 'Change of seat: $1 goes from code '],
  [/^Changement de code : (.+) passe du code /, 'Change of code: $1 goes from code '],
  [/^Changement de nom : (.+) devient (.+)$/, 'New name: $1 becomes $2'],
  [/^Changement de numéro SIREN : (.+) devient (.+)$/, 'New SIREN number: $1 becomes $2'],
  [/^Changement de nature : (.+) passe de (.+) à (.+)$/, 'New legal form: $1 goes from $2 to $3'],
  [/^Fin (?:de la commune associée|des communes associées) /, 'End of associated communes: '],
  [
    /^Transformation en (?:commune déléguée de la commune associée|communes déléguées des communes associées) /,
    'Associated communes made delegate communes: ',
  ],
  [/^Fin de (.+) : ses communes rejoignent (.+)$/, 'End of $1: its communes join $2'],
  [/^Fin de /, 'End of '],
  [/^Arrivée de (.+?\)), de (.+)$/, 'Arrival of $1, from $2'],
  [/^Arrivée de /, 'Arrival of '],
  [/^Départ de (.+?\)), vers (.+)$/, 'Departure of $1, to $2'],
  [/^Départ de /, 'Departure of '],
  [/^(.+) quitte (.+) et n’est plus membre d’aucun EPCI$/, '$1 leaves $2 and belongs to no EPCI'],
  [/^(.+) quitte (.+) pour (.+)$/, '$1 leaves $2 for $3'],
];

const WORDS: Patterns = [
  [/\) rejoint /, ') joins '],
  [/\) rejoignent /, ') join '],
  [/ rejoint /, ' joins '],
  [/\) forme /, ') forms '],
  [/\) forment /, ') form '],
  [/\) se sépare de /, ') separates from '],
  [/\) se séparent de /, ') separate from '],
  [/\) est partagée entre /, ') is shared between '],
  [/\) sont partagées entre /, ') are shared between '],
  [/ au code (\S+) et devient /, ' to code $1 and becomes '],
  [/ au code (?=\S+$)/, ' to code '],
  [/\), qui devient /g, '), which becomes '],
  [/ communes venues de /, ' communes, from '],
  [/ et (\d+) autres?\)/, ' and $1 more)'],
  [/hors EPCI \(/, 'no EPCI ('],
  [/\) et (?=\S)/g, ') and '],
];
