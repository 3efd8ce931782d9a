import type { SourceLocation } from 'graphql';
import { excerpt } from '../arguments.ts';
import type { Language } from '../types/enums.ts';
import { DOCUMENT_PROBLEMS } from './document-problems.ts';
import { REQUEST_PROBLEMS } from './request-problems.ts';
import type { Shape, Told } from './shape.ts';
import { VALUE_PROBLEMS } from './value-problems.ts';

/** How much of a client's own text is repeated. */
const SHOWN = 80;
/** Beyond, a message repeats what a client wrote at length: its shape is known by then. */
const LONGEST = 2_000;

const SHAPES: readonly Shape[] = [...DOCUMENT_PROBLEMS, ...VALUE_PROBLEMS, ...REQUEST_PROBLEMS];

interface Words {
  readonly at: (place: SourceLocation) => string;
  readonly unforeseen: (words: string) => string;
  readonly variable: (name: string, wrong: string) => string;
  readonly values: (values: string) => string;
  readonly quoted: (name: string) => string;
  readonly or: string;
  readonly inFragment: (types: string) => string;
  readonly meant: (names: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    at: ({ line, column }) => `ligne ${line}, colonne ${column}, `,
    unforeseen: (words) => `corrigez-la d’après ce détail, en anglais : « ${words} »`,
    variable: (name, wrong) => `la variable « $${name} » ne va pas : ${wrong}`,
    values: (values) => `Ses valeurs : ${values}`,
    quoted: (name) => `« ${name} »`,
    or: ' ou ',
    inFragment: (types) => `Il est dans ${types} : demandez-le dans un fragment (... on).`,
    meant: (names) => `Vouliez-vous dire ${names} ?`,
  },
  en: {
    at: ({ line, column }) => `line ${line}, column ${column}, `,
    unforeseen: (words) => words,
    variable: (name, wrong) => `the variable “$${name}” is wrong: ${wrong}`,
    values: (values) => `Its values: ${values}`,
    quoted: (name) => `“${name}”`,
    or: ' or ',
    inFragment: (types) => `It is in ${types}: ask for it in a fragment (... on).`,
    meant: (names) => `Did you mean ${names}?`,
  },
};

export interface Known {
  /** Where in the document. */
  readonly at?: SourceLocation | undefined;
  /** Those that one of was to be given. */
  readonly values?: readonly string[] | undefined;
}

/**
 * Says what a library (graphql-js, Apollo Server, express) refuses: where, what is wrong, and what to do. Words that are not known are told as they are,
 * as a detail.
 */
export function explainRefusal(message: string, language: Language, { at, values }: Known = {}): string {
  const words = WORDS[language];
  const { told, suggestion } = toTold(message, language);
  const [wrong, advice] = told;
  const closest = values ? `${words.values(values.join(', '))}.` : suggestion === undefined && advice && `${advice}.`;
  return [`${at ? words.at(at) : ''}${wrong}.`, suggestion, closest].filter(Boolean).join(' ');
}

interface Explained {
  readonly told: Told;
  /** What the library takes a wrong name for, which is closer than an advice. */
  readonly suggestion: string | undefined;
}

function toTold(message: string, language: Language): Explained {
  const [, problem = '', names] = /^(.*?)(?: Did you mean (.+)\?)?$/s.exec(message.slice(0, LONGEST)) ?? [];
  const [, name, place, wrong] = VARIABLE.exec(problem) ?? [];
  const words = WORDS[language];
  if (wrong !== undefined) {
    const inner = toTold(wrong, language);
    const [said, advice] = inner.told;
    return {
      told: [words.variable(place ?? name ?? '', said), advice],
      suggestion: inner.suggestion ?? toSuggestion(names, words),
    };
  }
  const told = maybeTold(problem, language);
  if (!told) return { told: [words.unforeseen(excerpt(message.replace(/\.$/, ''), 3 * SHOWN))], suggestion: undefined };
  return { told, suggestion: toSuggestion(names, words) };
}

const VARIABLE = /^Variable "\$([^"]*)" got invalid value .*?(?: at "([^"]*)")?; (.*)$/s;

function maybeTold(problem: string, language: Language): Told | undefined {
  for (const [shape, told] of SHAPES) {
    const found = shape.exec(problem);
    if (found) return told[language](...found.slice(1).map((text = '') => excerpt(text.trim(), SHOWN)));
  }
  return undefined;
}

/** `"a", "b", or "c"` is « a », « b » ou « c ». A suggestion of braces is what the advice says already. */
function toSuggestion(said: string | undefined, { quoted, or, inFragment, meant }: Words): string | undefined {
  if (said === undefined || said.includes('{')) return undefined;
  const names = [...said.matchAll(/"([^"]+)"/g)].map(([, name]) => quoted(name!));
  const listed = [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(or);
  return said.startsWith('to use an inline fragment') ? inFragment(listed) : meant(listed);
}
