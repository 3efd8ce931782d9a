export * from './delivery.ts';
export { readSettings, type Settings } from './environment.ts';
export { findSource, parseSource, readSources } from './sources.ts';
