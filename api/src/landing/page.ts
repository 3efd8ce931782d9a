import { LIMITS, LIMITS_IN_ENGLISH, type LimitName, type Limits } from '@boussole/schema';
import type { Language } from '../types/enums.ts';
import { toHtml, toPage } from './frame.ts';
import { WORKED_QUERIES } from './queries.ts';

interface LandingWords {
  readonly locale: string;
  readonly title: string;
  readonly introduction: string;
  readonly examples: string;
  readonly query: string;
  readonly variables: string;
  readonly send: string;
  readonly answer: string;
  readonly limits: string;
  readonly heads: readonly string[];
}

const WORDS: Readonly<Record<Language, LandingWords>> = {
  fr: {
    locale: 'fr-FR',
    title: 'API GraphQL de Boussole',
    introduction: `Ouverte, sans compte. Les questions s’envoient à <code>POST /graphql</code> ou <code>GET /graphql?query=…</code>, ou par leur empreinte
SHA-256 (<code>extensions.persistedQuery</code>, comme le font les clients d’Apollo) ; le contrat se lit à
<a href="/graphql/schema.graphql">schema.graphql</a> ; toute réponse s’exporte à <code>/export/grid.csv</code>, .xlsx,
.parquet, .json (<a href="/export?lang=fr">formats et paramètres</a>). <a href="/">Revenir au tableau de bord</a>`,
    examples: 'Exemples',
    query: 'Question',
    variables: 'Variables (JSON)',
    send: 'Envoyer',
    answer: 'Réponse',
    limits: 'Limites de ce serveur',
    heads: ['Nom', 'Valeur', 'Par défaut', 'Variable', 'Ce que c’est'],
  },
  en: {
    locale: 'en-GB',
    title: 'GraphQL API of Boussole',
    introduction: `Open, without an account. Questions are sent to <code>POST /graphql</code> or <code>GET /graphql?query=…</code>, or by their SHA-256
(<code>extensions.persistedQuery</code>, as clients of Apollo do); the contract is at
<a href="/graphql/schema.graphql">schema.graphql</a>; any answer is exported at <code>/export/grid.csv</code>, .xlsx,
.parquet, .json (<a href="/export?lang=en">formats and parameters</a>). <a href="/en">Back to the dashboard</a>`,
    examples: 'Examples',
    query: 'Question',
    variables: 'Variables (JSON)',
    send: 'Send',
    answer: 'Answer',
    limits: 'Limits of this server',
    heads: ['Name', 'Value', 'By default', 'Variable', 'What it is'],
  },
};

/** Page of `/graphql` in a browser: worked questions, a place to change and run them, and the limits of this server. */
export function toLandingPage(limits: Limits, language: Language): string {
  const words = WORDS[language];
  const items = WORKED_QUERIES.map(({ title, titleInEnglish, query }) => {
    const name = language === 'fr' ? title : titleInEnglish;
    return `<li><button type="button" data-query="${toHtml(query)}">${toHtml(name)}</button></li>`;
  });
  const heads = words.heads.map((head) => `<th scope="col">${head}</th>`);
  return toPage({
    language,
    path: '/graphql',
    title: words.title,
    head: '<script type="module" src="/graphql/explorer.js"></script>\n',
    body: `<header>
<h1>${words.title}</h1>
<p>${words.introduction}</p>
</header>
<main class="explorer">
<nav aria-label="${words.examples}"><h2>${words.examples}</h2><ol>${items.join('')}</ol></nav>
<form>
<label for="query">${words.query}</label>
<textarea id="query" name="query" rows="18" spellcheck="false">${toHtml(WORKED_QUERIES[0]!.query)}</textarea>
<label for="variables">${words.variables}</label>
<textarea id="variables" name="variables" rows="3" spellcheck="false">{}</textarea>
<button type="submit">${words.send}</button>
</form>
<section aria-labelledby="answer-title"><h2 id="answer-title">${words.answer}</h2><p role="status"></p><pre tabindex="0"></pre></section>
<section class="limits" aria-labelledby="limits-title"><h2 id="limits-title">${words.limits}</h2>
<table><thead><tr>${heads.join('')}</tr></thead>
<tbody>${rowsOf(limits, language)}</tbody></table></section>
</main>`,
  });
}

function rowsOf(limits: Limits, language: Language): string {
  const names = Object.keys(LIMITS) as LimitName[]; // its own
  const numbers = new Intl.NumberFormat(WORDS[language].locale);
  const sentence = (name: LimitName): string => (language === 'fr' ? LIMITS[name].sentence : LIMITS_IN_ENGLISH[name]);
  const row = (name: LimitName): string => {
    const { value, environment } = LIMITS[name];
    const cells = [
      ...[limits[name], value].map((one) => numbers.format(one)),
      `<code>${environment}</code>`,
      toHtml(sentence(name)),
    ];
    return `<tr><th scope="row"><code>${name}</code></th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  };
  return names.map(row).join('');
}
