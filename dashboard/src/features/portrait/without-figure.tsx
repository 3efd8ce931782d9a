import { useTranslation } from 'react-i18next';
import { CellValue } from '../../cells/cell-value.tsx';
import type { Figure } from './api/use-figures.ts';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';

interface WithoutFigureProps {
  readonly figures: readonly Figure[];
  readonly territory: PortraitTerritory;
}

/** Does a figure tell nothing here: no value in any year, and none that is hidden? */
export function isWithoutFigure({ value, state, history }: Figure): boolean {
  return value === null && isHole(state) && history.every((point) => point.value === null && isHole(point.state));
}

/** The indicators that have no figure for this territory, named on demand: a hole is said, and takes little room. */
export function WithoutFigure({ figures, territory }: WithoutFigureProps) {
  const { t } = useTranslation();
  if (figures.length === 0) return null;
  return (
    <section aria-labelledby="without" className={classes.section}>
      <h2 id="without" className={classes.theme}>
        {t('portrait.without')}
      </h2>
      <p className="print-only">{t('portrait.withoutCount', { count: figures.length, name: territory.name })}.</p>
      <details className={classes.without} data-print="hidden">
        <summary>{t('portrait.withoutCount', { count: figures.length, name: territory.name })}</summary>
        <ul>
          {figures.map(({ indicator, year, value, state }) => (
            <li key={indicator.id}>
              {indicator.label}, {year}
              {t('common.colon')}
              <CellValue indicator={indicator} territory={territory} year={year} value={value} state={state} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function isHole(state: Figure['state']): boolean {
  return state === 'NOT_AVAILABLE' || state === 'NOT_APPLICABLE' || state === 'NOT_AGGREGABLE';
}
