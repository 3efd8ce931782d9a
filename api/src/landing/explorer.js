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
  status.textContent = 'En cours…';
  answer.textContent = '';
  try {
    const variables = JSON.parse(form.elements.variables.value || '{}');
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: form.elements.query.value, variables }),
    });
    const text = await response.text();
    const milliseconds = Math.round(performance.now() - start);
    status.textContent = `${response.status} en ${milliseconds} ms, ${text.length.toLocaleString('fr-FR')} caractères`;
    answer.textContent = JSON.stringify(JSON.parse(text), null, 2);
  } catch (error) {
    status.textContent = `Pas de réponse : ${error.message}`;
  }
});
