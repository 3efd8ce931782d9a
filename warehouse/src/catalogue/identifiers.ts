import { failure } from '@boussole/schema';

const NAME_LENGTH = 120;

/** An id that cannot be one is unknown; PostgreSQL would call it a syntax error. */
export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

/** Reads a name of somebody's own, on one line; throws `ARGUMENT_INVALID`. */
export function checkName(name: string): string {
  const trimmed = name.trim().replaceAll(/\s+/g, ' ');
  if (trimmed.length > 0 && trimmed.length <= NAME_LENGTH && !/\p{Cc}/u.test(trimmed)) return trimmed;
  throw failure('ARGUMENT_INVALID', {
    argument: 'name',
    problem: `un nom de 1 à ${NAME_LENGTH} caractères est attendu`,
  });
}
