import { parseArgs } from 'node:util';
import { playMatch } from './match.ts';
import { openOpponents } from './opponents.ts';
import { newTally } from './questions.ts';

/** `npm run fuzz -- [--questions 10000] [--seed 1] [--data data] [--files ../shared/data]`: the warehouse against a plain recomputation. */
const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    data: { type: 'string', default: process.env.BOUSSOLE_DATA ?? 'data' },
    files: { type: 'string', default: '../shared/data' },
  },
});
const [asked, seed] = [Number(values.questions), Number(values.seed)];
const { opponents, close } = await openOpponents(values.data, values.files);
const tally = newTally();
console.log(`publication ${opponents.cube.publication.id}, about ${asked} questions, seed ${seed}`);
const started = performance.now();
try {
  await playMatch(opponents, { asked, seed }, tally);
} finally {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${tally.asked} asked in ${seconds} s: ${tally.values} values and ${tally.holes} holes agree, ${tally.ranks} ranks`,
  );
  for (const [why, times] of tally.unknown) console.log(`  ${times} not answered plainly: ${why}`);
  await close();
}
