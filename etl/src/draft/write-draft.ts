import { stringify } from 'yaml';
import { toCount, toNumber } from '../words.ts';
import type { Draft } from './draft.ts';
import { type FigureColumn, guessMarker } from './find-columns.ts';
import type { LongShape } from './find-long.ts';

/** Writes a draft as a descriptor with its comments, `schema` being the path of the JSON Schema for editors. */
export function writeDraft(draft: Draft, schema: string): string {
  const { year, figures, aside } = draft;
  if (draft.long) return writeLines(draft, schema, writeLong(draft, draft.long));
  const mapped = figures.filter(({ name }) => year.from !== 'fixed' || !year.others.has(name));
  const others = figures.filter((column) => !mapped.includes(column));
  const columns = new Map(
    mapped.map((column) => {
      const pattern = year.from === 'header' ? year.names.get(column.name) : undefined;
      return [pattern ?? column.name, writeColumn(column, pattern)] as const;
    }),
  );
  return writeLines(draft, schema, [
    ...writeMarkers(mapped),
    ...writeVintage(draft),
    ...writeGeography(draft),
    NAMING,
    'columns:',
    ...[...columns.values()].map((line) => `  ${line}`),
    ...(others.length > 0
      ? [
          `# Colonnes d’autres années que ${year.from === 'fixed' ? year.year : ''} : un fichier n’en donne qu’une par descripteur.`,
        ]
      : []),
    `ignore: [${[...aside, ...others.map(({ name }) => name)].map(scalar).join(', ')}]`,
  ]);
}

const NAMING =
  '# Une mesure est une entrée du catalogue (schema/catalogue, ou data/catalogue-indicateurs pour les vôtres).';

function writeLines({ file, id, table, style, warnings }: Draft, schema: string, content: readonly string[]): string {
  return [
    `# yaml-language-server: $schema=${schema}`,
    `# Ébauche tirée de ${file} : ${toCount(table.rows.length, 'ligne')}. Complétez ce qui porte « à compléter » ou « a_nommer », puis`,
    `# lancez « npx boussole check ${file} ». Guide : etl/sources/README.md.`,
    ...warnings.map((warning) => `# Attention : ${warning}`),
    `id: ${id}`,
    'reader: table',
    `title: { fr: ${scalar(`${id.replaceAll('_', ' ')} (à compléter)`)}, en: ${scalar(id.replaceAll('_', ' '))} }`,
    'producer: à compléter',
    'licence: à compléter',
    'landingPage: https://example.org/a-completer # page où le fichier se télécharge',
    ...(table.format !== 'csv'
      ? [`format: ${table.format}`]
      : [`encoding: ${table.encoding}`, `delimiter: ${quoted(table.delimiter)}`]),
    `decimalMark: ${quoted(style.decimalMark)}`,
    ...(style.thousands ? ["thousands: [' ']"] : []),
    ...(table.records.length > 0 ? [`records: [${table.records.map(scalar).join(', ')}]`] : []),
    ...(table.skipLines > 0 ? [`skipLines: ${table.skipLines} # lignes avant l’en-tête`] : []),
    ...(table.footnotes === undefined
      ? []
      : [
          `footnotes: ${quoted(`^${table.footnotes.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`)} # première ligne après le tableau`,
        ]),
    ...content,
    '',
  ].join('\n');
}

function writeGeography({ code, table, cogOffset, arrondissements }: Draft): readonly string[] {
  return [
    `# ${toNumber(Math.round(code.known * 1_000) / 10)} % des codes distincts sont de ce niveau.`,
    'geography:',
    `  level: ${code.level}`,
    `  code: [[${code.at.map((at) => scalar(table.header.fields[at]!.trim())).join(', ')}]]`,
    `  cogOffset: ${cogOffset} # millésime géographique : l’année des données plus ${cogOffset}`,
    ...(code.level === 'commune' ? [`  arrondissements: ${arrondissements}`] : []),
  ];
}

/** What a file of one value a row tells, one line a combination of its categories. */
function writeLong(draft: Draft, { value, dimensions, cells, constants }: LongShape): readonly string[] {
  const dated = draft.year.from === 'column' ? [draft.year.column] : [];
  const used = new Set([value.name, ...dimensions, ...dated]);
  const left = [...draft.aside, ...draft.figures.map(({ name }) => name)].filter((name) => !used.has(name));
  const told = [...constants].map(([name, text]) => `${name} = ${text === '' ? '(vide)' : text}`);
  return [
    ...writeMarkers([value]),
    ...writeVintage(draft),
    ...writeGeography(draft),
    `# Une valeur par ligne : ${toCount(cells.length, 'combinaison')} de ${dimensions.join(', ')}. Gardez celles qui sont des mesures.`,
    NAMING,
    'long:',
    `  value: ${scalar(value.name)}`,
    '  others: ignore # les combinaisons que vous retirez d’ici',
    '  cells:',
    ...cells.map((cell) => {
      const where = cell.map((text, index) => `${scalar(dimensions[index]!)}: [${quoted(text)}]`).join(', ');
      return `    - { measure: ${toMeasure(cell.join(' '))}, where: { ${where} } }`;
    }),
    ...(told.length > 0 ? [`# Les mêmes partout : ${told.join(', ')}.`] : []),
    `ignore: [${left.map(scalar).join(', ')}]`,
  ];
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
      return [year.several ? 'vintage: { from: header, several: true }' : 'vintage: { from: header }'];
    case 'column':
      return [`vintage: { from: column, column: ${scalar(year.column)} }`];
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
  return `${scalar(pattern ?? name)}: { measure: ${toMeasure(pattern ?? name)} } # ${toCount(values, 'valeur')}, de ${toNumber(least)} à ${toNumber(most)}`;
}

function toMeasure(name: string): string {
  return `a_nommer_${toIdentifier(name) || 'valeur'}`.slice(0, 62);
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
