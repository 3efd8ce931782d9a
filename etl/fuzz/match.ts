import fc from 'fast-check';
import { disagreement, newTally, type Opponents, QUESTIONS_TOGETHER, questions, type Tally } from './questions.ts';

/**
 * Asks about so many random questions; throws with the seed and the smallest set of questions on which the two disagree.
 */
export async function playMatch(
  opponents: Opponents,
  { asked, seed }: { readonly asked: number; readonly seed: number },
  tally: Tally = newTally(),
): Promise<Tally> {
  await fc.assert(
    fc.asyncProperty(questions(opponents), async (together) => {
      for (const question of together) {
        const problem = await disagreement(opponents, question, tally);
        if (problem !== undefined) throw new Error(problem);
      }
    }),
    { numRuns: Math.ceil(asked / QUESTIONS_TOGETHER), seed },
  );
  return tally;
}
