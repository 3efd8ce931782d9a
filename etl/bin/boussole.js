#!/usr/bin/env -S node --max-semi-space-size=64
import { fileURLToPath } from 'node:url';
import { latestChange } from './latest-change.js';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const sources = ['../src', '../../schema/src', '../../warehouse/src', '../../package-lock.json'];
const built = latestChange(at('../dist/main.mjs'));

// The command as `boussole start` built it starts in half the time; after a change of the sources they are what runs.
if (built > 0 && sources.every((source) => latestChange(at(source)) <= built)) {
  await import('../dist/main.mjs');
} else {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: at('../../tsconfig.json') });
  await import('../src/main.ts');
}
