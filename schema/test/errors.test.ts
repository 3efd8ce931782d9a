import { describe, expect, it } from 'vitest';
import { failure, isBoussoleError } from '../src/index.ts';

describe('an error of the catalogue', () => {
  it('carries its code, its parameters, its sentence and its cause', () => {
    const cause = new Error('ENOSPC');
    const error = failure('PUBLICATION_UNKNOWN', { id: 'p9' }, { cause });
    expect(error).toMatchObject({ code: 'PUBLICATION_UNKNOWN', parameters: { id: 'p9' }, cause });
    expect(error.message).toBe(
      'La publication « p9 » n’existe pas, n’est plus conservée, ou vient d’une version de Boussole qui l’écrivait autrement. Celles qui se lisent sont sur la page Données (« publications » pour qui interroge l’API).',
    );
  });

  it('is told from any other error', () => {
    expect(isBoussoleError(failure('PUBLICATION_NONE'))).toBe(true);
    expect(
      [new Error('PUBLICATION_NONE'), { code: 'PUBLICATION_NONE' }, null, undefined].filter(isBoussoleError),
    ).toEqual([]);
  });
});
