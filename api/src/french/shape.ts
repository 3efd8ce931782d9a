/** A sentence of a library by its shape, and how the same is said in French with what was found in it. */
export type Shape = readonly [shape: RegExp, tell: (...found: string[]) => string];

export const SCHEMA = 'le schéma (/graphql) dit ce qui existe';
