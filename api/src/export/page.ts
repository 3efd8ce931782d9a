import { toHtml, toPage } from '../landing/frame.ts';
import type { Language } from '../types/enums.ts';
import type { Format } from './formats.ts';
import { FILE_PARTS } from './parts.ts';
import type { InBoth, TableKind } from './table-kind.ts';
import { WORDS } from './words.ts';

/** What can be exported, in which formats, with which parameters. */
interface Described {
  readonly tables: Readonly<Record<string, TableKind>>;
  readonly formats: Readonly<Record<string, Format>>;
  readonly common: Readonly<Record<string, InBoth>>;
}

interface PageWords {
  readonly title: string;
  readonly heading: string;
  readonly introduction: string;
  readonly formats: string;
  readonly common: string;
  readonly example: string;
  /** What an address asks beside its question, to be answered in that language. */
  readonly asked: string;
  readonly beside: readonly [heading: string, introduction: string];
  readonly jsonStat: readonly [heading: string, introduction: string];
  readonly states: string;
  readonly coverage: string;
}

const PAGE: Readonly<Record<Language, PageWords>> = {
  fr: {
    title: 'Exporter un tableau de Boussole',
    heading: 'Exporter un tableau',
    introduction:
      '<code>GET /export/&lt;question&gt;.&lt;format&gt;</code> donne en fichier la réponse d’une question de l’<a href="/graphql?lang=fr">API</a>.',
    formats: 'Formats',
    common: 'Paramètres de tous les exports',
    example: 'Exemple :',
    asked: '',
    beside: [
      'À côté des chiffres, dans les formats pour programmes',
      'Dans le CSV plain, Parquet et le paquet de données : des colonnes nommées d’après celle du chiffre, <code>population_municipale@2022.state</code>, mais pour <code>kind</code>, et <code>members</code> et <code>size</code> d’un groupe de lignes.',
    ],
    jsonStat: [
      'Ce que contient un fichier JSON-stat',
      'Un jeu de données (<code>class</code> : <code>dataset</code>) de <a href="https://json-stat.org/full/">JSON-stat 2.0</a>. Une partie de <code>extension</code> n’est là que si le tableau en a besoin.',
    ],
    states: 'Cellules sans valeur',
    coverage: 'Sommes incomplètes',
  },
  en: {
    title: 'Export a table of Boussole',
    heading: 'Export a table',
    introduction:
      '<code>GET /export/&lt;question&gt;.&lt;format&gt;</code> gives the answer to a question of the <a href="/graphql?lang=en">API</a> as a file.',
    formats: 'Formats',
    common: 'Parameters of all exports',
    example: 'Example:',
    asked: '&language=EN',
    beside: [
      'Beside figures, in formats for programs',
      'In plain CSV, Parquet and the data package: columns named after that of the figure, <code>population_municipale@2022.state</code>, but for <code>kind</code>, and <code>members</code> and <code>size</code> of a group of rows.',
    ],
    jsonStat: [
      'What a file of JSON-stat holds',
      'A dataset (<code>class</code>: <code>dataset</code>) of <a href="https://json-stat.org/full/">JSON-stat 2.0</a>. A part of <code>extension</code> is there only when the table needs it.',
    ],
    states: 'Cells without a value',
    coverage: 'Incomplete sums',
  },
};

/** Page of `/export`. */
export function toExportPage({ tables, formats, common }: Described, language: Language): string {
  const words = PAGE[language];
  const inLanguage = (texts: Readonly<Record<string, InBoth>>): string =>
    toDefinitions(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text[language]])));
  const sections = Object.entries(tables).map(([name, { sentence, parameters, example }]) => {
    const address = toHtml(`/export/${name}.csv?${example}${words.asked}`);
    return `<h2><code>/export/${name}</code></h2>
<p>${sentence[language]} ${words.example} <a href="${address}">${address}</a></p>
${inLanguage(parameters)}`;
  });
  const endings = Object.fromEntries(Object.entries(formats).map(([name, { sentence }]) => [`.${name}`, sentence]));
  const { beside, jsonStat } = FILE_PARTS[language];
  return toPage({
    language,
    path: '/export',
    title: words.title,
    body: `<main>
<h1>${words.heading}</h1>
<p>${words.introduction}</p>
<h2>${words.formats}</h2>
${inLanguage(endings)}
<h2>${words.common}</h2>
${inLanguage(common)}
${sections.join('\n')}
<h2>${words.beside[0]}</h2>
<p>${words.beside[1]}</p>
${toDefinitions(beside)}
<h2>${words.jsonStat[0]}</h2>
<p>${words.jsonStat[1]}</p>
${toDefinitions(jsonStat)}
<h2>${words.states}</h2>
<p>${WORDS[language].statesLegend}.</p>
<h2>${words.coverage}</h2>
<p>${WORDS[language].coverageLegend}.</p>
</main>`,
  });
}

function toDefinitions(texts: Readonly<Record<string, string>>): string {
  const items = Object.entries(texts).map(([name, text]) => `<dt><code>${name}</code></dt><dd>${toHtml(text)}</dd>`);
  return `<dl>${items.join('')}</dl>`;
}
