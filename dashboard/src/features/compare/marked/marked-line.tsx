import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CellValue } from '../../../cells/cell-value.tsx';
import { formatNumber } from '../../../format.ts';
import type { Geography } from '../../../graphql/generated.ts';
import { useLocale } from '../../../i18n/i18n.ts';
import { territoryPath } from '../../../url.ts';
import classes from './marked.module.css';
import type { MarkedLine } from './to-marked.ts';
import type { Wording } from './use-wording.ts';

interface MarkedLineProps {
  readonly line: MarkedLine;
  readonly wording: Wording;
  readonly geography: Geography;
  /** Distance that fills the bar. */
  readonly longest: number;
  /** Other gaps of the indicator that are left out after this one; 0 for none. */
  readonly left: number;
  readonly onMore: () => void;
}

/** One figure that stands out: who, on what, by how much, and what that is worth. */
export function MarkedLineItem({ line, wording, geography, longest, left, onMore }: MarkedLineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { territory, indicator, year, value, state, decimals, direction, judgement, distance } = line;
  const Arrow = direction === 'HIGHER' ? IconArrowUp : IconArrowDown;
  return (
    <li className={classes.line}>
      <div className={classes.distance}>
        <strong>{wording.times}</strong> {wording.usual}
        <span className={classes.bar} aria-hidden>
          <i style={{ width: `${Math.max(4, (100 * distance) / longest)}%` }} />
        </span>
      </div>
      <div className={classes.told}>
        <p>
          <Link className={classes.territory} to={territoryPath(territory.id)}>
            {territory.name}
          </Link>
          <span>{wording.subject}</span>
        </p>
        <p className={classes.sentence}>
          <CellValue {...{ indicator, territory, year, value, state, decimals, geography }} />
          {wording.against}
        </p>
        {left > 0 && (
          <button type="button" className={classes.more} data-print="hidden" onClick={onMore}>
            {t('marked.more', { count: left, formatted: formatNumber(locale, left) })}
          </button>
        )}
      </div>
      <p className={classes.judged} data-favour={FAVOURS[judgement]}>
        <Arrow size={15} aria-hidden /> {wording.direction}
        {wording.judgement && <em>{wording.judgement}</em>}
        {line.probability === undefined && <small>{t('marked.untested')}</small>}
      </p>
    </li>
  );
}

const FAVOURS = { BETTER: 'better', WORSE: 'worse', NEUTRAL: undefined } as const;
