import { excerpt } from '../arguments.ts';
import { DOCUMENT_PROBLEMS } from './document-problems.ts';
import { REQUEST_PROBLEMS } from './request-problems.ts';
import type { Shape } from './shape.ts';
import { VALUE_PROBLEMS } from './value-problems.ts';

/** How much of a client's own text is repeated. */
const SHOWN = 80;
/** Beyond, a message repeats what a client wrote at length: its shape is known by then. */
const LONGEST = 2_000;

const SHAPES: readonly Shape[] = [...DOCUMENT_PROBLEMS, ...VALUE_PROBLEMS, ...REQUEST_PROBLEMS];

/** Says in French what a library (graphql-js, Apollo Server, express) says in English: what is wrong, and what to do. Words that are not known are told as they are, as a detail. */
export function explainLibraryProblem(message: string): string {
  const [, problem = '', words] = /^(.*?)(?: Did you mean (.+)\?)?$/s.exec(message.slice(0, LONGEST)) ?? [];
  const told = maybeTold(problem);
  if (told === undefined)
    return `corrigez-la d’après ce détail, en anglais : « ${excerpt(message.replace(/\.$/, ''), 3 * SHOWN)} ».`;
  // A suggestion of braces is what the advice says already.
  return words === undefined || words.includes('{')
    ? told
    : `${told.replace(/\.( \p{Lu}.*)?$/su, '')}. ${toSuggestion(words)}`;
}

const VARIABLE = /^Variable "\$([^"]*)" got invalid value .*?(?: at "([^"]*)")?; (.*)$/s;

function maybeTold(problem: string): string | undefined {
  const [, name, place, wrong] = VARIABLE.exec(problem) ?? [];
  if (wrong !== undefined) return `la variable « $${place ?? name} » ne va pas : ${explainLibraryProblem(wrong)}`;
  for (const [shape, tell] of SHAPES) {
    const found = shape.exec(problem);
    if (found) return tell(...found.slice(1).map((text = '') => excerpt(text.trim(), SHOWN)));
  }
  return undefined;
}

/** `"a", "b", or "c"` is « a », « b » ou « c ». */
function toSuggestion(words: string): string {
  const names = [...words.matchAll(/"([^"]+)"/g)].map(([, name]) => `« ${name} »`);
  const listed = [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' ou ');
  return words.startsWith('to use an inline fragment')
    ? `Il est dans ${listed} : demandez-le dans un fragment (... on).`
    : `Vouliez-vous dire ${listed} ?`;
}
