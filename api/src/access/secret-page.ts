import { toPage } from '../landing/frame.ts';
import type { Language } from '../types/enums.ts';

export const SECRET_PATH = '/access/secret';

interface Words {
  readonly title: string;
  readonly heading: string;
  readonly how: string;
  readonly refused: string;
  readonly label: string;
  readonly send: string;
  readonly back: string;
  readonly dashboard: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    title: 'Connexion de l’administrateur — Boussole',
    heading: 'Connexion de l’administrateur',
    how: 'Sur le serveur, la commande <code>npx boussole administrator</code> donne un secret, valable une heure et une seule fois.',
    refused: 'Ce secret est faux, périmé ou déjà utilisé. Demandez-en un autre au serveur, puis donnez-le ici.',
    label: 'Secret à usage unique',
    send: 'Se connecter',
    back: 'Retour au tableau de bord',
    dashboard: '/',
  },
  en: {
    title: 'Signing in as the administrator — Boussole',
    heading: 'Signing in as the administrator',
    how: 'On the server, the command <code>npx boussole administrator</code> gives a secret, good for an hour and only once.',
    refused: 'This secret is wrong, over or already used. Ask the server for another one, then give it here.',
    label: 'One-time secret',
    send: 'Sign in',
    back: 'Back to the dashboard',
    dashboard: '/en',
  },
};

/** Page that asks for a one-time secret, and says whether one was refused. */
export function toSecretPage(language: Language, isRefused: boolean): string {
  const { title, heading, how, refused, label, send, back, dashboard } = WORDS[language];
  const alert = isRefused ? `<p role="alert"><strong>${refused}</strong></p>\n` : '';
  const body = `<main style="max-width: 40rem; margin: 2rem auto; padding: 0 1rem">
<h1>${heading}</h1>
<p>${how}</p>
${alert}<form method="post" action="${SECRET_PATH}?lang=${language}">
<p><label for="secret">${label}</label><br>
<input id="secret" name="secret" type="password" autocomplete="off" required size="50"></p>
<p><button type="submit">${send}</button></p>
</form>
<p><a href="${dashboard}">${back}</a></p>
</main>`;
  return toPage({ language, path: SECRET_PATH, title, body });
}
