import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Failure, maybeErrorCode } from '../../components/failure.tsx';
import { formatDay, formatNumber, formatYears } from '../../format.ts';
import { LoadedDocument, type LoadedQuery } from '../../graphql/generated.ts';
import { useLanguage, useLocale } from '../../i18n/i18n.ts';
import { type Indicator, useCatalogue, yearsOf } from '../../indicators/use-catalogue.ts';
import classes from './home.module.css';

/** What the current publication holds, or how to load something. */
export function Loaded() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(LoadedDocument, { variables: { language: useLanguage() } });
  const { catalogue } = useCatalogue();
  const publication = data?.publications.find(({ current }) => current);
  if (maybeErrorCode(error) === 'PUBLICATION_NONE' || (data && !publication)) {
    return <Empty title={t('home.none')}>{t('home.noneText')}</Empty>;
  }
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <section aria-labelledby="loaded" className={classes.loaded}>
      <h2 id="loaded" className="visually-hidden">
        {t('home.loaded')}
      </h2>
      {publication && data && catalogue ? (
        <Facts data={data} publication={publication} indicators={catalogue.indicators} />
      ) : (
        <Skeleton height={104} />
      )}
    </section>
  );
}

interface FactsProps {
  readonly data: LoadedQuery;
  readonly publication: LoadedQuery['publications'][number];
  readonly indicators: readonly Indicator[];
}

function Facts({ data, publication, indicators }: FactsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const sources = [...new Set(publication.inputs.map(({ source }) => `${source.title}, ${source.producer}`))];
  const facts = [
    { value: formatNumber(locale, data.communes.totalCount), label: t('home.loadedCommunes') },
    { value: formatNumber(locale, data.epci.totalCount), label: t('home.loadedEpci') },
    { value: formatNumber(locale, indicators.length), label: t('home.loadedIndicators') },
    { value: formatYears(indicators.flatMap(yearsOf)), label: t('home.loadedYears') },
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(({ value, label }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.provenance}>
        <p>
          {t('home.loadedSince', {
            day: formatDay(locale, publication.publishedAt),
            vintage: publication.referenceVintage,
          })}
        </p>
        {sources.length > 0 && (
          <details>
            <summary>{t('home.loadedFrom', { count: sources.length })}</summary>
            <ul lang="fr">
              {sources.map((source) => (
                <li key={source}>{source}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </>
  );
}
