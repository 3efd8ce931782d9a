import { basename } from 'node:path';
import { failure } from '@boussole/schema';

/** Bytes of a file that tell what it is. */
const START = 4_096;
const CSV = 'enregistrez-le depuis un tableur en « CSV UTF-8 »';

interface Kind {
  /** What the file is and what to do, in French. */
  readonly problem: string;
  readonly isOne: (start: string, bytes: Buffer) => boolean;
}

/** Files that are often taken for tables. Texts are looked at byte by byte, as Latin-1. */
const KINDS: readonly Kind[] = [
  {
    problem: 'c’est une page web (HTML) et non un tableau ; téléchargez le fichier lui-même, non la page qui y mène',
    isOne: (start) => /^(?:ï»¿)?\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html|head|body|script)\b/i.test(start),
  },
  { problem: `c’est un texte en UTF-16 ; ${CSV}`, isOne: isUtf16 },
  {
    problem: `c’est un ancien classeur Excel (.xls) ; enregistrez-le en .xlsx, ou en « CSV UTF-8 »`,
    isOne: (start) => start.startsWith('\u00D0\u00CF\u0011\u00E0'),
  },
  { problem: 'c’est un PDF ; demandez le tableau en CSV ou en XLSX', isOne: (start) => start.startsWith('%PDF-') },
  {
    problem: 'c’est un fichier compressé (gzip) ; décompressez-le d’abord',
    isOne: (start) => start.startsWith('\u001F\u008B'),
  },
  {
    problem: `ses fins de ligne sont celles d’anciens Mac (CR seul) ; ${CSV}`,
    isOne: (start, bytes) => /^[^[{]*\r./.test(start) && !/^(?:PK|PAR1)/.test(start) && !bytes.includes('\n'),
  },
];

/** Throws `FILE_UNREADABLE`, saying what a file is and what to do with it, when it is not one of those that are read. */
export function refuseOtherKinds(path: string, bytes: Buffer): void {
  const start = bytes.subarray(0, START).toString('latin1');
  const found = KINDS.find(({ isOne }) => isOne(start, bytes));
  if (found) throw failure('FILE_UNREADABLE', { file: basename(path), problem: found.problem });
}

/** Its byte order mark, or a zero in every other byte, as texts of our alphabet have. */
function isUtf16(start: string): boolean {
  return /^(?:\u00FF\u00FE|\u00FE\u00FF)/.test(start) || /^(?:(?:[^\0]\0){8}|(?:\0[^\0]){8})/.test(start);
}
