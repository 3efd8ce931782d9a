import { inEnglish, type Patterns } from './patterns.ts';

/** Says in English why a territory answers a search: “former commune: Annecy-le-Vieux”. */
export function explainMatchInEnglish(reason: string): string {
  return inEnglish(reason, PATTERNS);
}

const PATTERNS: Patterns = [
  [/^ancienne commune : /, 'former commune: '],
  [/^arrondissement : /, 'arrondissement: '],
  [/^nouveau nom : /, 'new name: '],
  [/^ancien nom : /, 'former name: '],
  [/^ancien EPCI : /, 'former EPCI: '],
  [/^code postal /, 'postal code '],
];
