import { type PartialSum, partialShare, partialWords } from '../format.ts';
import { useLocale } from '../i18n/i18n.ts';
import classes from './cell-value.module.css';

/** Says that a figure rests on part of what it should: a disc filled by the share of the population, and the word where there is room. */
export function PartialMark({ part, wordy }: { readonly part: PartialSum; readonly wordy: boolean }) {
  const { mark, label } = partialWords(useLocale(), part);
  return (
    <span className={classes.partial} title={label} style={{ ['--share' as string]: partialShare(part) }}>
      {/* The space parts it from the figure for who hears both. */}
      {wordy && ` ${mark}`}
    </span>
  );
}
