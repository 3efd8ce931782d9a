import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  fewCasesWords,
  formatCell,
  type PartialSum,
  partialWords,
  precise,
  roundedWords,
  speakCell,
  stateWords,
} from '../format.ts';
import type { CellState, Geography } from '../graphql/generated.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { Indicator } from '../indicators/use-catalogue.ts';
import type { TerritoryRef } from '../territories/territory.ts';
import classes from './cell-value.module.css';
import { PartialMark } from './partial-mark.tsx';
import { useExplain } from './use-explain.ts';

interface CellValueProps {
  readonly indicator: Pick<Indicator, 'id' | 'shortLabel' | 'unit' | 'decimals'>;
  readonly territory: Pick<TerritoryRef, 'id' | 'name'>;
  readonly year: number;
  readonly value: number | null | undefined;
  readonly state: CellState;
  /** Those that the figure supports; without, those of its indicator. */
  readonly decimals?: number | null | undefined;
  /** What it rests on, when that is not the whole. */
  readonly coverage?: PartialSum | undefined;
  /** Whether it is a rate of few cases. */
  readonly fewCases?: boolean | undefined;
  readonly geography?: Geography;
  readonly large?: boolean;
}

/** A figure, or the mark of why there is none; a button that opens its explanation. */
export function CellValue(props: CellValueProps) {
  const { indicator, territory, year, value, state, decimals, geography = 'CONSTANT', large = false } = props;
  const fewCases = props.fewCases && value != null;
  const coverage = value === null || value === undefined ? undefined : props.coverage;
  const quantity = precise(indicator, decimals);
  const { t } = useTranslation();
  const locale = useLocale();
  const rounded = value == null ? undefined : roundedWords(locale, quantity);
  const explain = useExplain();
  const spoken = speakCell(locale, value, state, quantity);
  const text = formatCell(locale, value, state, quantity);
  // What is read on the screen is said as it is read: who speaks to the page names the button so.
  const read = coverage !== undefined && large ? `${text} ${partialWords(locale, coverage).mark}` : text;
  return (
    <UnstyledButton
      className={classes.button ?? ''}
      data-large={large || undefined}
      aria-label={t('common.whyCell', {
        indicator: indicator.shortLabel,
        territory: territory.name,
        year,
        cell: [
          spoken.startsWith(text) ? read + spoken.slice(text.length) : spoken,
          ...(coverage === undefined ? [] : [partialWords(locale, coverage).label]),
          ...(fewCases ? [fewCasesWords(locale)] : []),
        ].join(', '),
      })}
      title={[
        `${t('common.why')} ${[stateWords(locale, state).label, rounded ?? []].flat().join(', ')}`,
        ...(coverage === undefined ? [] : [partialWords(locale, coverage).label]),
        ...(fewCases ? [capital(fewCasesWords(locale))] : []),
      ].join('. ')}
      onClick={() => explain({ indicator: indicator.id, territory: territory.id, year, geography })}
    >
      <CellText value={value} state={state} indicator={quantity} />
      {fewCases && <span className={classes.few} />}
      {coverage !== undefined && <PartialMark part={coverage} wordy={large} />}
    </UnstyledButton>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface CellTextProps {
  readonly value: number | null | undefined;
  readonly state: CellState;
  readonly indicator: Pick<Indicator, 'unit' | 'decimals'>;
}

/** The text of a cell: hidden, missing, not aggregable and not applicable each have their own look. */
export function CellText({ value, state, indicator }: CellTextProps) {
  const locale = useLocale();
  const text = formatCell(locale, value, state, indicator);
  if (value === null || value === undefined) {
    return (
      <span className={classes.mark} data-state={state}>
        {text}
      </span>
    );
  }
  return (
    <span className={classes.value} data-state={state}>
      {text}
    </span>
  );
}
