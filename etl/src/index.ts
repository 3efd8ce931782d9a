export { runCommandLine } from './command-line.ts';
export * from './delivery.ts';
export { parseSource } from './descriptor/parse-descriptor.ts';
export type { Effects } from './effects.ts';
export { readSettings, type Settings } from './environment.ts';
export { findSource, readSources } from './sources.ts';
