import { Table } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Fact } from '../../components/fact.tsx';
import { formatNumber, formatValue } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { Downloads } from './downloads.tsx';
import classes from './indicators.module.css';

/** All that is known of one indicator. */
export const IndicatorSheet = memo(function IndicatorSheet({ indicator }: { readonly indicator: Indicator }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { id, label, theme, definition, basePopulation, formula, unit, nature, polarity, floor, sources, cautions } =
    indicator;
  return (
    <article id={id} tabIndex={-1} className={classes.sheet} aria-labelledby={`title-${id}`}>
      <p className={classes.theme}>{theme.label}</p>
      <h2 id={`title-${id}`}>{label}</h2>
      <p className={classes.definition}>{definition}</p>
      <dl className={classes.facts}>
        <Fact name={t('indicators.base')}>{basePopulation}</Fact>
        <Fact name={t('indicators.formula')}>{formula}</Fact>
        <Fact name={t('indicators.unit')}>{t(`indicators.${unit}`)}</Fact>
        <Fact name={t('indicators.nature')}>{t(`indicators.nature${nature}`)}</Fact>
        <Fact name={t('indicators.polarity')}>{t(`indicators.${polarity}`)}</Fact>
        {floor !== null && (
          <Fact name={t('indicators.floor')}>
            {t('indicators.floorText', { floor: formatValue(locale, floor, indicator) })}
          </Fact>
        )}
        <Fact name={t('indicators.sources')}>
          {sources.map((source) => (
            <div key={source.id}>
              <a href={source.landingPage} target="_blank" rel="noreferrer">
                {source.title}
              </a>
              , {source.producer}, {t('indicators.licence', { licence: source.licence })}
            </div>
          ))}
        </Fact>
        <Fact name={t('indicators.download')}>
          <Downloads indicator={indicator} />
        </Fact>
        {cautions.length > 0 && (
          <Fact name={t('indicators.cautions')}>
            {cautions.map((caution) => (
              <p key={caution}>{caution}</p>
            ))}
          </Fact>
        )}
      </dl>
      <Years indicator={indicator} />
      <p className={classes.links}>
        <Link to={`/explorer?i=${id}`}>{t('indicators.see')}</Link>
        <Link to={`/tendances?i=${id}&t=france:FR`}>{t('indicators.seeTrend')}</Link>
      </p>
    </article>
  );
});

function Years({ indicator }: { readonly indicator: Indicator }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const count = (value: number) => formatNumber(locale, value);
  return (
    <Table.ScrollContainer
      minWidth={460}
      scrollAreaProps={{
        viewportProps: {
          tabIndex: 0,
          role: 'group',
          'aria-label': `${indicator.shortLabel}${t('common.colon')}${t('indicators.coverage')}`,
        },
      }}
    >
      <Table captionSide="top" verticalSpacing={3} className="tabular">
        <Table.Caption className={classes.caption ?? ''}>{t('indicators.coverage')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('common.year')}</Table.Th>
            <Table.Th scope="col">{t('indicators.vintage')}</Table.Th>
            {(['communes', 'epcis', 'departements', 'regions', 'france'] as const).map((level) => (
              <Table.Th key={level} scope="col" ta="right">
                {t(`common.${level}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {indicator.years
            .toSorted((left, right) => right.year - left.year)
            .map(({ year, geographies, vintage, communes, epci, departements, regions, france }) => (
              <Table.Tr key={year}>
                <Table.Th scope="row">{year}</Table.Th>
                <Table.Td>
                  {vintage}
                  {!geographies.includes('PUBLISHED') && ` (${t('common.constantOnly')})`}
                </Table.Td>
                {[communes, epci, departements, regions, france].map((value, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
                  <Table.Td key={index} ta="right" className={value === 0 ? (classes.zero ?? '') : ''}>
                    {count(value)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
