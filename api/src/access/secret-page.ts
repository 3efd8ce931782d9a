/** Page that asks for a one-time secret, and says why one was refused. */
export function toSecretPage(problem?: string): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Connexion de l’administrateur — Boussole</title>
<link rel="stylesheet" href="/graphql/explorer.css">
</head>
<body>
<main style="display: block; max-width: 40rem; margin: 2rem auto; padding: 0 1rem">
<h1>Connexion de l’administrateur</h1>
<p>Sur le serveur, la commande <code>npx boussole administrator</code> donne un secret, valable une heure et une seule fois.</p>
${problem === undefined ? '' : `<p role="alert"><strong>${problem}</strong></p>\n`}<form method="post" action="/access/secret">
<p><label for="secret">Secret à usage unique</label><br>
<input id="secret" name="secret" type="password" autocomplete="off" required size="50"></p>
<p><button type="submit">Se connecter</button></p>
</form>
<p><a href="/">Retour au tableau de bord</a></p>
</main>
</body>
</html>
`;
}
