import { partialWords } from '../format.ts';
import { useLocale } from '../i18n/i18n.ts';
import classes from './cell-value.module.css';

/** Says that a figure rests on part of the communes: a disc filled by their share, and the word where there is room. */
export function PartialMark({ share, wordy }: { readonly share: number; readonly wordy: boolean }) {
  const { mark, label } = partialWords(useLocale(), share);
  return (
    <span className={classes.partial} title={label} style={{ ['--share' as string]: share }}>
      {wordy && mark}
    </span>
  );
}
