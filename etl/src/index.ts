export { runCommandLine } from './command-line.ts';
export * from './delivery.ts';
export type { Effects } from './effects.ts';
export { readSettings, type Settings } from './environment.ts';
export { findSource, parseSource, readSources } from './sources.ts';
