import { checkLimitSoFar, failure, type Limits } from '@boussole/schema';
import { excerpt } from './arguments.ts';
import { maybeOddCharacter } from './odd-characters.ts';

/** Refuses variables that are too deep or hold odd characters, whether they are of use or not. Throws `LIMIT_EXCEEDED` and `QUERY_INVALID`. */
export function checkVariables(variables: unknown, limits: Pick<Limits, 'queryDepth'>): void {
  if (typeof variables !== 'object' || variables === null) return;
  for (const [name, value] of Object.entries(variables)) {
    checkText(name, name);
    checkValue(name, value, 1, limits);
  }
}

function checkValue(name: string, value: unknown, depth: number, limits: Pick<Limits, 'queryDepth'>): void {
  if (typeof value === 'string') checkText(name, value);
  if (typeof value !== 'object' || value === null) return;
  checkLimitSoFar(limits, 'queryDepth', depth);
  if (Array.isArray(value)) {
    for (const item of value) checkValue(name, item, depth + 1, limits);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    checkText(name, key);
    checkValue(name, inner, depth + 1, limits);
  }
}

function checkText(name: string, text: string): void {
  const odd = maybeOddCharacter(text);
  if (!odd) return;
  const shown = excerpt(name === text ? name.slice(0, odd.index) : name);
  const problem = `la variable « $${shown} » contient le caractère ${odd.name}, qui ne peut pas s’écrire. Retirez-le.`;
  throw failure('QUERY_INVALID', { problem });
}
