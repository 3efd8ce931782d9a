import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const require = createRequire(import.meta.url);

/** Files that take minutes, mostly in programs that they wait for. */
const LONGEST = [
  'etl/test/load',
  'dashboard/test/browser',
  'dashboard/test/publications',
  'etl/test/recomputation',
  'dashboard/test/map',
];

/** Starts the longest files first, where no earlier run tells which they are: the others are done meanwhile. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.endsWith(`${name}.test.ts`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
  test: {
    include: ['*/test/**/*.test.ts', '*/test/**/*.test.tsx'],
    globalSetup: ['api/test/support/run.ts'],
    // Enough for a busy machine: they tell what hangs, not what is slow.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 50_000 } },
    retry: process.env.CI ? 1 : 0,
    // One more than the cores of a small machine: what a browser or a command does, its test only waits for.
    maxWorkers: 3,
    // Files share the modules that they import: the geography of the packages is read once by each worker.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
