import { LIMITS, type LimitName, type Limits } from '@boussole/schema';
import { WORKED_QUERIES } from './queries.ts';

/** Page of `/graphql` in a browser: worked questions, a place to change and run them, and the limits of this server. */
export function toLandingPage(limits: Limits): string {
  const items = WORKED_QUERIES.map(
    ({ title, query }) => `<li><button type="button" data-query="${toHtml(query)}">${toHtml(title)}</button></li>`,
  );
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API GraphQL de Boussole</title>
<link rel="stylesheet" href="/graphql/explorer.css">
<script type="module" src="/graphql/explorer.js"></script>
</head>
<body>
<header>
<h1>API GraphQL de Boussole</h1>
<p>Ouverte, sans compte. Les questions s’envoient à <code>POST /graphql</code> ou <code>GET /graphql?query=…</code> ; le contrat se lit à
<a href="/graphql/schema.graphql">schema.graphql</a> ; toute réponse s’exporte à <code>/export/grid.csv</code>, .xlsx,
.parquet, .json (<a href="/export">formats et paramètres</a>). <a href="/">Revenir au tableau de bord</a></p>
</header>
<main>
<nav aria-label="Exemples"><h2>Exemples</h2><ol>${items.join('')}</ol></nav>
<form>
<label for="query">Question</label>
<textarea id="query" name="query" rows="18" spellcheck="false">${toHtml(WORKED_QUERIES[0]!.query)}</textarea>
<label for="variables">Variables (JSON)</label>
<textarea id="variables" name="variables" rows="3" spellcheck="false">{}</textarea>
<button type="submit">Envoyer</button>
</form>
<section aria-labelledby="answer-title"><h2 id="answer-title">Réponse</h2><p role="status"></p><pre tabindex="0"></pre></section>
<section class="limits" aria-labelledby="limits-title"><h2 id="limits-title">Limites de ce serveur</h2>
<table><thead><tr><th scope="col">Nom</th><th scope="col">Valeur</th><th scope="col">Ce que c’est</th></tr></thead>
<tbody>${rowsOf(limits)}</tbody></table></section>
</main>
</body>
</html>
`;
}

const NUMBERS = new Intl.NumberFormat('fr-FR');

function rowsOf(limits: Limits): string {
  const names = Object.keys(LIMITS) as LimitName[]; // its own
  const row = (name: LimitName): string =>
    `<tr><th scope="row"><code>${name}</code></th><td>${NUMBERS.format(limits[name])}</td><td>${toHtml(LIMITS[name].sentence)}</td></tr>`;
  return names.map(row).join('');
}

function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
