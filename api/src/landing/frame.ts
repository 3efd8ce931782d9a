import type { Language } from '../types/enums.ts';

interface Framed {
  readonly language: Language;
  /** Where it is served. */
  readonly path: string;
  readonly title: string;
  /** Of the head, beside the style that all pages share. */
  readonly head?: string;
  readonly body: string;
}

const OTHERS: Readonly<
  Record<Language, { readonly language: Language; readonly name: string; readonly label: string }>
> = {
  fr: { language: 'en', name: 'English', label: 'Langue' },
  en: { language: 'fr', name: 'Français', label: 'Language' },
};

/** A page for people who ask the API, with a link to the same in the other language. */
export function toPage({ language, path, title, head = '', body }: Framed): string {
  const other = OTHERS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${toHtml(title)}</title>
<link rel="stylesheet" href="/graphql/explorer.css">
<link rel="alternate" hreflang="${other.language}" href="${path}?lang=${other.language}">
${head}</head>
<body>
<nav class="language" aria-label="${other.label}"><a href="${path}?lang=${other.language}" hreflang="${other.language}" lang="${other.language}">${other.name}</a></nav>
${body}
</body>
</html>
`;
}

export function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
