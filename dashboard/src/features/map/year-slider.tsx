import { Slider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWide } from '../../components/grid/is-wide.ts';
import classes from './map.module.css';

interface YearSliderProps {
  readonly years: readonly number[];
  readonly year: number;
  readonly onYear: (year: number) => void;
}

/** The year of a map: arrows, Home and End move it from one year with figures to the next. */
export function YearSlider({ years, year, onYear }: YearSliderProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(year);
  useEffect(() => setShown(year), [year]);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || first === last) return <div />;
  return (
    <Slider
      className={classes.years ?? ''}
      data-print="hidden"
      min={first}
      max={last}
      value={shown}
      onChange={setShown}
      onChangeEnd={onYear}
      marks={years.map((value) => ({ value, label: isLabelled(value, years) ? String(value) : undefined }))}
      restrictToMarks
      thumbLabel={t('map.year')}
      label={null}
      size="sm"
    />
  );
}

/** First and last, and those between them that leave room. */
function isLabelled(year: number, years: readonly number[]): boolean {
  const [first = year, last = year] = [years[0], years.at(-1)];
  if (year === first || year === last) return true;
  if (!isWide()) return false;
  const room = (last - first) / 8;
  return year - first >= room && last - year >= room && years.length <= 12;
}
