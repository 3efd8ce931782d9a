/** What an error of a connection means, by code of Node.js or of PostgreSQL. None of them repeats the URL, which holds a password. */
const PROBLEMS: Readonly<Record<string, (error: ConnectionError) => string>> = {
  ECONNREFUSED: (error) =>
    `connexion refusée par ${error.address ?? 'le serveur'}${error.port ? `, port ${error.port}` : ''}`,
  ENOTFOUND: (error) => `serveur « ${error.hostname ?? '?'} » inconnu`,
  EAI_AGAIN: (error) => `serveur « ${error.hostname ?? '?'} » inconnu pour le moment`,
  ENOENT: () => 'aucun serveur à cette adresse',
  ETIMEDOUT: () => 'délai dépassé',
  EHOSTUNREACH: () => 'machine injoignable',
  ENETUNREACH: () => 'réseau injoignable',
  ECONNRESET: () => 'connexion coupée par le serveur',
  ERR_INVALID_URL: () => 'l’adresse est mal formée',
  '28P01': () => 'nom d’utilisateur ou mot de passe refusé',
  '28000': () => 'utilisateur refusé',
  '3D000': () => 'la base nommée n’existe pas',
  '53300': () => 'trop de connexions ouvertes',
  '57P03': () => 'le serveur démarre ou s’arrête',
};

interface ConnectionError extends Error {
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  readonly errors?: readonly ConnectionError[];
}

/** Says in a few French words why a server cannot be reached. */
export function problemOf(error: unknown): string {
  const failed = error as ConnectionError; // whatever was thrown, these properties are read with care
  const first = failed.errors?.[0] ?? failed; // localhost is tried on two addresses
  const known = PROBLEMS[first.code ?? ''];
  if (known) return known(first);
  if (/timeout/i.test(first.message)) return 'pas de réponse dans le délai';
  if (/terminated/i.test(first.message)) return 'connexion coupée par le serveur';
  return first.message ?? String(error);
}
