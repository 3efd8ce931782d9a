import { stringify } from 'yaml';
import { toCount, toNumber } from '../words.ts';
import type { Draft } from './draft.ts';
import { type FigureColumn, guessMarker } from './find-columns.ts';

/** Writes a draft as a descriptor with its comments, `schema` being the path of the JSON Schema for editors. */
export function writeDraft(draft: Draft, schema: string): string {
  const { file, id, table, code, style, year, cogOffset, arrondissements, figures, aside } = draft;
  const mapped = figures.filter(({ name }) => year.from !== 'fixed' || !year.others.has(name));
  const others = figures.filter((column) => !mapped.includes(column));
  return [
    `# yaml-language-server: $schema=${schema}`,
    `# Ébauche tirée de ${file} : ${toCount(table.rows.length, 'ligne')}. Complétez ce qui porte « à compléter » ou « a_nommer », puis`,
    `# lancez « npx boussole check ${file} ». Guide : etl/sources/README.md.`,
    ...draft.warnings.map((warning) => `# Attention : ${warning}`),
    `id: ${id}`,
    'reader: table',
    `title: { fr: ${scalar(`${id.replaceAll('_', ' ')} (à compléter)`)}, en: ${scalar(id.replaceAll('_', ' '))} }`,
    'producer: à compléter',
    'licence: à compléter',
    'landingPage: https://example.org/a-completer # page où le fichier se télécharge',
    ...(table.format === 'xlsx'
      ? ['format: xlsx']
      : [`encoding: ${table.encoding}`, `delimiter: ${quoted(table.delimiter)}`]),
    `decimalMark: ${quoted(style.decimalMark)}`,
    ...(style.thousands ? ["thousands: [' ']"] : []),
    ...(table.skipLines > 0 ? [`skipLines: ${table.skipLines} # lignes avant l’en-tête`] : []),
    ...writeMarkers(mapped),
    ...writeVintage(draft),
    `# ${toNumber(Math.round(code.known * 1_000) / 10)} % des codes distincts sont de ce niveau.`,
    'geography:',
    `  level: ${code.level}`,
    `  code: [[${code.at.map((at) => scalar(table.header.fields[at]!.trim())).join(', ')}]]`,
    `  cogOffset: ${cogOffset} # millésime géographique : l’année des données plus ${cogOffset}`,
    ...(code.level === 'commune' ? [`  arrondissements: ${arrondissements}`] : []),
    '# Une mesure est une entrée du catalogue (schema/catalogue, ou data/catalogue-indicateurs pour les vôtres).',
    'columns:',
    ...mapped.map(
      (column) => `  ${writeColumn(column, year.from === 'header' ? year.names.get(column.name) : undefined)}`,
    ),
    ...(others.length > 0
      ? [
          `# Colonnes d’autres années que ${year.from === 'fixed' ? year.year : ''} : un fichier n’en donne qu’une par descripteur.`,
        ]
      : []),
    `ignore: [${[...aside, ...others.map(({ name }) => name)].map(scalar).join(', ')}]`,
    '',
  ].join('\n');
}

function writeMarkers(figures: readonly FigureColumn[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { marks } of figures) for (const [mark, count] of marks) counts.set(mark, (counts.get(mark) ?? 0) + count);
  if (counts.size === 0) return [];
  const list = [...counts].sort((left, right) => right[1] - left[1]);
  const told = list.map(([mark, count]) => `${toNumber(count)} ${mark === '' ? 'vides' : `« ${mark} »`}`).join(', ');
  const states = (['secret', 'notAvailable', 'notApplicable'] as const).flatMap((state) => {
    const marks = list.filter(([mark]) => guessMarker(mark) === state).map(([mark]) => quoted(mark));
    return marks.length > 0 ? [`${state}: [${marks.join(', ')}]`] : [];
  });
  return [
    `# Cellules sans nombre : ${told}. À vérifier : secret, non disponible, sans objet et zéro sont quatre choses.`,
    `markers: { ${states.join(', ')} }`,
  ];
}

function writeVintage({ year }: Draft): readonly string[] {
  switch (year.from) {
    case 'header':
      return ['vintage: { from: header }'];
    case 'fixed':
      return [
        '# L’en-tête porte plusieurs années, celle-ci le plus souvent.',
        `vintage: { from: fixed, year: ${year.year} }`,
      ];
    case 'file':
      return [`vintage: { from: file, pattern: ${quoted(year.pattern)} }`];
    case 'nowhere':
      return [
        '# Ni l’en-tête ni le nom ne disent l’année : donnez-la avec --vintage.',
        'vintage: { from: file, pattern: "_(\\\\d{4})" }',
      ];
  }
}

function writeColumn({ name, values, least, most }: FigureColumn, pattern: string | undefined): string {
  const measure = `a_nommer_${toIdentifier(pattern ?? name)}`.slice(0, 62);
  return `${scalar(pattern ?? name)}: { measure: ${measure} } # ${toCount(values, 'valeur')}, de ${toNumber(least)} à ${toNumber(most)}`;
}

/** Lower case letters without accents, digits and `_`. */
export function toIdentifier(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/\{y+\}/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

function scalar(text: string): string {
  const written = stringify(text, { lineWidth: 0 }).trim();
  return /[,[\]{}#:]/.test(text) || written !== text ? quoted(text) : written;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
