import type { Format } from './formats.ts';
import { FILE_PARTS } from './parts.ts';
import type { TableKind } from './table-kind.ts';
import { WORDS } from './words.ts';

/** Page of `/export`: what can be exported, in which formats, with which parameters. */
export function toExportPage(
  tables: Readonly<Record<string, TableKind>>,
  formats: Readonly<Record<string, Format>>,
  common: Readonly<Record<string, string>>,
): string {
  const sections = Object.entries(tables).map(
    ([name, { sentence, parameters, example }]) => `<h2><code>/export/${name}</code></h2>
<p>${sentence} Exemple : <a href="/export/${name}.csv?${toHtml(example)}">/export/${name}.csv?${toHtml(example)}</a></p>
${toDefinitions(parameters)}`,
  );
  const endings = Object.fromEntries(Object.entries(formats).map(([name, { sentence }]) => [`.${name}`, sentence]));
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Exporter un tableau de Boussole</title>
<link rel="stylesheet" href="/graphql/explorer.css">
</head>
<body>
<h1>Exporter un tableau</h1>
<p><code>GET /export/&lt;question&gt;.&lt;format&gt;</code> donne en fichier la réponse d’une question de l’<a href="/graphql">API</a>.</p>
<h2>Formats</h2>
${toDefinitions(endings)}
<h2>Paramètres de tous les exports</h2>
${toDefinitions(common)}
${sections.join('\n')}
<h2>À côté des chiffres, dans les formats pour programmes</h2>
<p>Dans le CSV plain, Parquet et le paquet de données : des colonnes nommées d’après celle du chiffre, <code>population_municipale@2022.state</code>, mais pour
<code>kind</code>, et <code>members</code> et <code>size</code> d’un groupe de lignes.</p>
${toDefinitions(FILE_PARTS.fr.beside)}
<h2>Ce que contient un fichier JSON-stat</h2>
<p>Un jeu de données (<code>class</code> : <code>dataset</code>) de <a href="https://json-stat.org/full/">JSON-stat 2.0</a>. Une partie de <code>extension</code> n’est là
que si le tableau en a besoin.</p>
${toDefinitions(FILE_PARTS.fr.jsonStat)}
<h2>Cellules sans valeur</h2>
<p>${WORDS.fr.statesLegend}.</p>
<h2>Sommes incomplètes</h2>
<p>${WORDS.fr.coverageLegend}.</p>
</body>
</html>
`;
}

function toDefinitions(texts: Readonly<Record<string, string>>): string {
  const items = Object.entries(texts).map(([name, text]) => `<dt><code>${name}</code></dt><dd>${toHtml(text)}</dd>`);
  return `<dl>${items.join('')}</dl>`;
}

function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
