const WORDS = {
  fr: {
    locale: 'fr-FR',
    waiting: 'En cours…',
    answered: (status, milliseconds, length) => `${status} en ${milliseconds} ms, ${length} caractères`,
    failed: (reason) => `Pas de réponse : ${reason}`,
    notJson: 'Les variables ne sont pas du JSON bien écrit. Vérifiez leurs guillemets et leurs virgules.',
  },
  en: {
    locale: 'en-GB',
    waiting: 'Waiting…',
    answered: (status, milliseconds, length) => `${status} in ${milliseconds} ms, ${length} characters`,
    failed: (reason) => `No answer: ${reason}`,
    notJson: 'The variables are not well-formed JSON. Check their quotes and commas.',
  },
};
const { lang } = document.documentElement;
const words = WORDS[lang];
const form = document.querySelector('form');
const status = document.querySelector('[role=status]');
const answer = document.querySelector('pre');

for (const button of document.querySelectorAll('[data-query]')) {
  button.addEventListener('click', () => {
    form.elements.query.value = button.dataset.query;
    form.elements.variables.value = '{}';
    form.requestSubmit();
  });
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const start = performance.now();
  status.textContent = words.waiting;
  answer.textContent = '';
  const variables = maybeJson(form.elements.variables.value.trim() || '{}');
  if (variables === undefined) {
    status.textContent = words.notJson;
    return;
  }
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        'accept-language': lang,
      },
      body: JSON.stringify({ query: form.elements.query.value, variables }),
    });
    const text = await response.text();
    const milliseconds = Math.round(performance.now() - start);
    status.textContent = words.answered(response.status, milliseconds, text.length.toLocaleString(words.locale));
    answer.textContent = JSON.stringify(JSON.parse(text), null, 2);
  } catch (error) {
    status.textContent = words.failed(error.message);
  }
});

function maybeJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
