import { mapInSteps, type Steps, sortedInSteps } from '../store/steps.ts';
import { errorsForgiven, toDistance } from './fuzzy.ts';

/** Which texts have which words: finds texts by beginnings of words, or by words that are nearly those asked. */
export interface WordIndex {
  /** Texts that have, for each word asked, a word that begins with it. */
  beginning(words: readonly string[]): readonly number[];
  /** The same, forgiving a few typing errors in each word. */
  nearly(words: readonly string[]): readonly number[];
}

/** Indexes folded texts by their place in the list. */
export function* toWordIndex(texts: readonly string[]): Steps<WordIndex> {
  const postings = new Map<string, number[]>();
  yield* mapInSteps(texts, (text, index) => {
    for (const word of text.split(' ')) {
      const list = postings.get(word);
      if (!list) postings.set(word, [index]);
      else if (list.at(-1) !== index) list.push(index);
    }
  });
  const vocabulary = yield* sortedInSteps([...postings.keys()], (left, right) => (left < right ? -1 : 1));
  const lists = vocabulary.map((word) => postings.get(word) ?? []);
  const marks = new Int32Array(texts.length);

  /** Texts that have a word of each group. */
  function meet(groups: readonly (readonly number[])[]): readonly number[] {
    marks.fill(0);
    let found: number[] = [];
    groups.forEach((group, depth) => {
      found = [];
      for (const word of group) {
        for (const text of lists[word] ?? []) {
          if (marks[text] !== depth) continue;
          marks[text] = depth + 1;
          found.push(text);
        }
      }
    });
    return found;
  }

  return {
    beginning: (words) => meet(words.map((word) => prefixRange(vocabulary, word))),
    nearly: (words) =>
      meet(
        words.map((word) => {
          const forgiven = errorsForgiven(word);
          if (forgiven === 0) return prefixRange(vocabulary, word);
          const distance = toDistance(word);
          const near: number[] = [];
          vocabulary.forEach((candidate, index) => {
            if (candidate.length + forgiven >= word.length && distance(candidate, 'beginning') <= forgiven)
              near.push(index);
          });
          return near;
        }),
      ),
  };
}

/** Places of a sorted list that begin with a prefix. */
export function prefixRange(sorted: readonly string[], prefix: string): readonly number[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < prefix)
      low = middle + 1; // middle is within the list
    else high = middle;
  }
  const range: number[] = [];
  for (let i = low; sorted[i]?.startsWith(prefix); i++) range.push(i);
  return range;
}
