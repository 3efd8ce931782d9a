import { Button } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CellValue } from '../../cells/cell-value.tsx';
import { fewCasesWords, partialWords, precise, speakCell } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { addToBasket, removeFromBasket } from '../../territories/basket.ts';
import { territoryPath } from '../../url.ts';
import { codeOf } from './layer.ts';
import classes from './map.module.css';
import type { DrawnLayer } from './use-layer.ts';

interface ReadingProps {
  /** The last territory that was pointed at. */
  readonly id: string | undefined;
  readonly layers: readonly DrawnLayer[];
  readonly kept: ReadonlySet<string>;
}

/** The figures of the territory that was pointed at, and what can be done with it. */
export function Reading({ id, layers, kept }: ReadingProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const cells = layers.flatMap(({ indicator, year, geography, layer, byId }) => {
    const place = byId.get(id ?? '');
    return place ? [{ indicator, year, place, level: layer.level, geography }] : [];
  });
  const [first] = cells;
  const spoken = cells.map(
    ({ indicator, year, place }) =>
      `${indicator.shortLabel}, ${year}${t('common.colon')}${[
        speakCell(locale, place.value, place.state, precise(indicator, place.decimals)),
        ...(place.coverage && place.value !== null ? [partialWords(locale, place.coverage).label] : []),
        ...(place.fewCases ? [fewCasesWords(locale)] : []),
      ].join(', ')}`,
  );
  const isKept = first !== undefined && kept.has(first.place.id);
  return (
    <div className={classes.reading} data-print="hidden">
      <output className="visually-hidden" aria-live="polite">
        {first ? `${first.place.name}. ${spoken.join('. ')}` : ''}
      </output>
      {first ? (
        <>
          <Link to={territoryPath(first.place.id)} className={classes.name ?? ''}>
            {first.place.name}
          </Link>
          {cells.map(({ indicator, year, place, geography }) => (
            <span key={`${indicator.id} ${year}`}>
              {indicator.shortLabel}, {year}
              {t('common.colon')}
              <CellValue
                indicator={indicator}
                territory={place}
                year={year}
                value={place.value}
                state={place.state}
                decimals={place.decimals}
                coverage={place.coverage}
                fewCases={place.fewCases}
                geography={geography}
              />
            </span>
          ))}
          <Button
            size="compact-sm"
            variant="subtle"
            aria-pressed={isKept}
            leftSection={isKept ? <IconBookmarkFilled size={15} aria-hidden /> : <IconBookmark size={15} aria-hidden />}
            onClick={() => {
              const { id: chosen, name } = first.place;
              if (isKept) removeFromBasket(chosen);
              else addToBasket({ id: chosen, name, level: first.level, code: codeOf(chosen) });
            }}
          >
            {isKept ? t('common.selected') : t('common.select')}
          </Button>
        </>
      ) : (
        <span className={classes.note}>{t('map.point')}</span>
      )}
    </div>
  );
}
