import { Alert, Breadcrumbs, Button } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled, IconChartLine, IconTable, IconZoomQuestion } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Heading } from '../../components/page.tsx';
import { formatDay, formatNumber } from '../../format.ts';
import type { Level, PortraitQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { markedPath } from '../../marked-url.ts';
import { addToBasket, removeFromBasket, useBasket } from '../../territories/basket.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import { TerritoryLinks } from '../../territories/territory-links.tsx';
import { useToldApart } from '../../territories/told-apart.ts';
import { territoryPath } from '../../url.ts';
import classes from './portrait.module.css';

export type PortraitTerritory = NonNullable<PortraitQuery['territory']>;

/** Name, level, code, parents, population, and what became of a territory that no longer exists. */
export function Identity({ territory }: { readonly territory: PortraitTerritory }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { id, name, level, code, parents, population, populationYear, validTo } = territory;
  const toldApart = useToldApart();
  // What has ended has figures in its own perimeter only.
  const own = validTo == null ? '' : '&geographie=publiee';
  const odd = ODD[level];
  const kept = useBasket().some((one) => one.id === id);
  return (
    <div className={classes.identity}>
      {parents.length > 0 && (
        <nav aria-label={t('portrait.parents', { name })}>
          <Breadcrumbs separator="›" className={classes.parents ?? ''}>
            {levelsOf(toldApart(parents, [territory])).map((held) => (
              <span key={held[0]?.level}>
                {held.map((parent, index) => (
                  <Fragment key={parent.id}>
                    {index > 0 && t('portrait.andParent')}
                    <Link to={territoryPath(parent.id)}>{parent.name}</Link>
                  </Fragment>
                ))}
              </span>
            ))}
          </Breadcrumbs>
        </nav>
      )}
      <div className={classes.titleRow}>
        <Heading className={classes.name ?? ''}>{name}</Heading>
        <div className={classes.actions} data-print="hidden">
          <Button
            size="xs"
            variant={kept ? 'light' : 'default'}
            aria-pressed={kept}
            leftSection={kept ? <IconBookmarkFilled size={15} aria-hidden /> : <IconBookmark size={15} aria-hidden />}
            onClick={() => (kept ? removeFromBasket(id) : addToBasket(territory))}
          >
            {kept ? t('common.selected') : t('common.select')}
          </Button>
          <Button
            component={Link}
            to={`/comparer?t=${id}${own && `${own}&annee=comparable`}`}
            size="xs"
            variant="default"
            leftSection={<IconTable size={15} aria-hidden />}
          >
            {t('portrait.compareWith')}
          </Button>
          <Button
            component={Link}
            to={`/tendances?t=${id}${own}`}
            size="xs"
            variant="default"
            leftSection={<IconChartLine size={15} aria-hidden />}
          >
            {t('portrait.trends')}
          </Button>
          {odd && validTo == null && (
            <Button
              component={Link}
              to={markedPath(id, odd)}
              size="xs"
              variant="default"
              title={t(`portrait.odd_${odd}`)}
              leftSection={<IconZoomQuestion size={15} aria-hidden />}
            >
              {t('portrait.odd')}
            </Button>
          )}
        </div>
      </div>
      <p className={classes.facts}>
        <span>{t(`common.${level}`)}</span>
        {level !== 'FRANCE' && <span>{t('portrait.code', { code })}</span>}
        {population == null ? (
          <span>{t('portrait.populationUnknown')}</span>
        ) : (
          <span>
            <strong>
              {t('common.inhabitantsLong', { count: population, population: formatNumber(locale, population) })}
            </strong>
            {populationYear != null && ` ${t('portrait.populationIn', { year: populationYear })}`}
          </span>
        )}
      </p>
      {validTo != null && <Gone territory={territory} day={validTo} />}
    </div>
  );
}

/** Among what members something may be odd. */
const ODD: Partial<Record<Level, 'COMMUNE' | 'EPCI' | 'DEPARTEMENT'>> = {
  FRANCE: 'DEPARTEMENT',
  REGION: 'EPCI',
  DEPARTEMENT: 'COMMUNE',
  EPCI: 'COMMUNE',
  GROUPE: 'COMMUNE',
  PARTIE: 'COMMUNE',
};

/** Parents level by level, widest first: an EPCI is in each of its départements, none of which is in another. */
function levelsOf(parents: readonly TerritoryRef[]): readonly (readonly TerritoryRef[])[] {
  const levels = [...new Set(parents.map(({ level }) => level))].reverse();
  return levels.map((level) => parents.filter((parent) => parent.level === level));
}

function Gone({ territory, day }: { readonly territory: PortraitTerritory; readonly day: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <Alert
      className={classes.gone ?? ''}
      title={t('portrait.gone', { name: territory.name, day: formatDay(locale, day) })}
      styles={{ title: { color: 'var(--ink)' }, message: { color: 'var(--ink)' } }}
    >
      {territory.successors.length > 0 && (
        <>
          {t('portrait.goneInto')} <TerritoryLinks territories={territory.successors} />
        </>
      )}
    </Alert>
  );
}
