import type { Request } from 'express';
import { excerpt } from '../arguments.ts';

/** The address that was asked, as it was written, without its parameters. */
export function askedAddress({ originalUrl }: Request): string {
  return excerpt(originalUrl.replace(/\?.*/s, ''));
}
