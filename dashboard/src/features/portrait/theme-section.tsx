import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Differences } from './api/use-differences.ts';
import type { Figure } from './api/use-figures.ts';
import { FigureCard } from './figure-card.tsx';
import { FigureTable } from './figure-table.tsx';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';

export interface ThemeSectionProps {
  readonly id: string;
  readonly label: string;
  readonly territory: PortraitTerritory;
  readonly figures: readonly Figure[];
  readonly differences: Differences;
  /** EPCI whose figures are read beside those of a small commune. */
  readonly reading: string | undefined;
  /** What the theme shows before its figures. */
  readonly children?: ReactNode;
}

/** The figures of a theme: cards for the key ones, a table for the others, and the cautions that apply. */
export function ThemeSection(props: ThemeSectionProps) {
  const { id, label, territory, figures, differences, reading, children } = props;
  const { t } = useTranslation();
  const keys = figures.filter(({ indicator }) => indicator.keyRank !== null);
  const others = figures.filter(({ indicator }) => indicator.keyRank === null);
  const cautions = [...new Set(figures.flatMap(({ indicator }) => indicator.cautions))];
  return (
    <section aria-labelledby={themeAnchor(id)} className={classes.section}>
      <h2 id={themeAnchor(id)} className={classes.theme}>
        {label}
      </h2>
      {children}
      {keys.length > 0 && (
        <div className={classes.cards} data-count={keys.length}>
          {keys.map((figure) => (
            <FigureCard
              key={figure.indicator.id}
              figure={figure}
              territory={territory}
              differences={differences}
              reading={reading}
            />
          ))}
        </div>
      )}
      {others.length > 0 && (
        <FigureTable
          caption={t(keys.length > 0 ? 'portrait.otherFigures' : 'portrait.allFigures')}
          figures={others}
          territory={territory}
        />
      )}
      {cautions.length > 0 && (
        <details className={classes.cautions}>
          <summary>{t('portrait.cautions')}</summary>
          <ul>
            {cautions.map((caution) => (
              <li key={caution}>{caution}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Where a theme stands in the page. */
export function themeAnchor(id: string): string {
  return `theme-${id}`;
}
