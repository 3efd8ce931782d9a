import { OFFICIAL_LEVELS, type OfficialLevel, type TerritoryId, toTerritoryId } from '@boussole/schema';
import type { SearchAnswer, SearchMatch, SearchQuestion } from '../reading/cube-answers.ts';
import { atOnce, type Gradual } from '../store/steps.ts';
import { fold } from '../territories/fold.ts';
import type { Geography } from '../territories/geography.ts';
import type { TerritorySearch } from '../territories/search.ts';
import type { Territory } from '../territories/territory.ts';
import { toWordIndex } from '../territories/word-index.ts';
import type { ComposedBook } from './book.ts';
import { type ComposedTerritory, codesWithin } from './composition.ts';

/**
 * Searches groups and official territories together. A group whose name begins with the text comes first; one that only has its words
 * comes after the best official answer: « lyon » is Lyon before it is the west of its suburbs.
 */
export function searchComposed(
  geography: Geography,
  book: ComposedBook,
  official: Gradual<TerritorySearch>,
  question: SearchQuestion,
): SearchAnswer {
  const { level, within, offset, limit, text = '' } = question;
  if (level === 'partie') return { totalCount: 0, matches: [] };
  const { first, others } = within === undefined && (!level || level === 'groupe') ? findGroups(book, text) : NO_GROUPS;
  const composed = within === undefined ? undefined : book.find(within);
  const only = composed && isWithin(geography, composed);
  const asked = only ? { ...question, within: undefined } : question;
  if (first.length + others.length === 0) return official.value.search(asked, only);
  const answer =
    level === 'groupe'
      ? { totalCount: 0, matches: [] }
      : official.value.search({ ...asked, offset: 0, limit: offset + limit }, only);
  const all = [...first, ...answer.matches.slice(0, 1), ...others, ...answer.matches.slice(1)];
  return {
    totalCount: answer.totalCount + first.length + others.length,
    matches: all.slice(offset, offset + limit),
  };
}

interface FoundGroups {
  readonly first: readonly SearchMatch[];
  readonly others: readonly SearchMatch[];
}

const NO_GROUPS: FoundGroups = { first: [], others: [] };

function findGroups({ groups, find }: ComposedBook, text: string): FoundGroups {
  const asked = fold(text);
  if (asked === '' && text.trim() !== '') return NO_GROUPS;
  const named = groups.flatMap(({ code, name }) => {
    const composed = find(toTerritoryId('groupe', code));
    return composed ? [{ territory: composed.territory, name: fold(name), code: fold(code) }] : [];
  });
  const index = atOnce(toWordIndex(named.map(({ name, code }) => `${name} ${code}`)));
  const words = new Set(index.beginning(asked.split(' ')));
  const found = asked === '' ? named : named.filter((_, place) => words.has(place));
  const isFirst = ({ name, code }: (typeof named)[number]): boolean => name.startsWith(asked) || code === asked;
  const toMatch = ({ territory, name, code }: (typeof named)[number]): SearchMatch => {
    const begun = name.startsWith(`${asked} `) ? 'WORDS' : 'BEGINNING';
    const match = name === asked || code === asked ? 'EXACT' : begun;
    return { territory, match: asked === '' ? undefined : match, reason: undefined };
  };
  return {
    first: found.filter(isFirst).map(toMatch),
    others: found.filter((group) => !isFirst(group)).map(toMatch),
  };
}

function isWithin(geography: Geography, composed: ComposedTerritory): (territory: Territory) => boolean {
  const { reference } = geography;
  const inside = new Map<OfficialLevel, ReadonlySet<TerritoryId>>();
  return ({ level, id }) => {
    const official = OFFICIAL_LEVELS.find((candidate) => candidate === level);
    if (!official) return false;
    const known =
      inside.get(official) ??
      new Set(
        codesWithin(geography, composed.at(reference), official, reference).map((code) =>
          toTerritoryId(official, code),
        ),
      );
    inside.set(official, known);
    return known.has(id);
  };
}
