import { PARAMETERS } from './parameters.ts';
import { MARKERS_LEGEND } from './table.ts';

/** Page of `/export`: the parameters of an export. */
export function toExportPage(): string {
  const rows = Object.entries(PARAMETERS).map(([name, text]) => `<dt><code>${name}</code></dt><dd>${text}</dd>`);
  const example =
    '/export/grid.csv?level=COMMUNE&amp;within=departement:69&amp;columns=population_municipale@2022&amp;sort=-population_municipale@2022';
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
<p><code>GET /export/grid.csv</code> donne en CSV la table que la question <code>grid</code> de l’<a href="/graphql">API</a> décrit, toutes ses
lignes à la fois. Exemple : <a href="${example}">${example}</a></p>
<p>Cellules sans valeur : ${MARKERS_LEGEND}.</p>
<dl>${rows.join('')}</dl>
</body>
</html>
`;
}
