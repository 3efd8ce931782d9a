import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
  test: {
    include: ['*/test/**/*.test.ts', '*/test/**/*.test.tsx'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One more than the cores of a small machine: what a browser or a command does, its test only waits for.
    maxWorkers: 3,
    // Files share the modules that they import: the geography of the packages is read once by each worker.
    isolate: false,
  },
});
