#!/usr/bin/env -S node --max-semi-space-size=64
import { fileURLToPath, pathToFileURL } from 'node:url';
import { maybeBuilt } from './built.js';

const built = maybeBuilt('main');

// The command as `boussole start` built it starts in half the time; after a change of the sources they are what runs.
if (built) {
  await import(pathToFileURL(built).href);
} else {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
  await import('../src/main.ts');
}
