import { Button, SegmentedControl, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty.tsx';
import { formatNumber, formatValue, precise } from '../../format.ts';
import type { PeerMethod, PeersQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import { type CompareView, readCompare, territoryPath, writeCompare } from '../../url.ts';
import classes from './position.module.css';

export type Peers = PeersQuery['peers'];

interface PeersSectionProps {
  readonly group: Peers;
  readonly catalogue: Catalogue;
  readonly method: PeerMethod;
  readonly onMethod: (method: PeerMethod) => void;
  /** Whether the rest of the page is about a part of France only. */
  readonly isNarrower: boolean;
}

const METHODS: readonly PeerMethod[] = ['DISTANCE', 'STRATUM'];

/** Who is like the first territory, by what, how near, and what they are worth. */
export function PeersSection({ group, catalogue, method, onMethod, isNarrower }: PeersSectionProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { name } = group.territory;
  const compared: CompareView = {
    ...readCompare(new URLSearchParams()),
    territories: [group.territory.id, ...group.peers.map(({ territory }) => territory.id)],
    alike: {
      of: group.territory.id,
      by: group.criteria.filter(({ problem }) => problem === null).map(({ id }) => id),
    },
  };
  return (
    <section aria-labelledby="alike" className={classes.panel} data-print="whole">
      <div className={classes.head}>
        <h2 id="alike">{t('position.alike', { name })}</h2>
        <SegmentedControl
          data-print="hidden"
          aria-label={t('position.alikeBy')}
          value={method}
          onChange={(chosen) => onMethod(METHODS.find((known) => known === chosen) ?? 'DISTANCE')}
          data={METHODS.map((value) => ({ value, label: t(`position.${value}`) }))}
        />
      </div>
      <p className={classes.text}>
        <How group={group} catalogue={catalogue} method={method} />{' '}
        {isNarrower && group.problem === null && t('position.peersOfFrance')}
      </p>
      {group.problem ? (
        <Empty title={t(group.problem === 'NO_CRITERION' ? 'position.noCriterion' : 'position.noPeers')}>{null}</Empty>
      ) : (
        <>
          <Table verticalSpacing={4} captionSide="top" w="auto" miw="16rem">
            <Table.Caption className="visually-hidden">{t('position.peersCaption', { name })}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('common.territory')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('position.distance')}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {group.peers.map(({ territory, distance }) => (
                <Table.Tr key={territory.id}>
                  <Table.Th scope="row">
                    <Link to={territoryPath(territory.id)}>{territory.name}</Link>
                  </Table.Th>
                  <Table.Td ta="right">{formatNumber(locale, distance, 2)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <PeerFigures group={group} catalogue={catalogue} />
          <Button component={Link} to={`/comparer${writeCompare(compared)}`} variant="default" size="xs" mt="sm">
            {t('position.peersCompare')}
          </Button>
        </>
      )}
    </section>
  );
}

function How({ group, catalogue, method }: Pick<PeersSectionProps, 'group' | 'catalogue' | 'method'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const number = (value: number): string => formatNumber(locale, value);
  if (method === 'STRATUM') {
    if (!group.stratum) return null;
    const { from, to } = group.stratum;
    const stratum =
      to == null
        ? t('position.stratumFrom', { from: number(from) })
        : t('position.stratumBetween', { from: number(from), to: number(to) });
    return t('position.stratumText', { size: number(group.candidates), stratum });
  }
  const used = group.criteria.filter(({ problem }) => problem === null);
  const compared = group.criteria.filter(({ problem }) => problem === 'COMPARED');
  const aside = group.criteria.length - used.length - compared.length;
  const nameOf = (id: string): string => catalogue.byId.get(id)?.shortLabel ?? id;
  const criteria = used.map(({ id, year }) => `${nameOf(id)} (${year})`).join(', ');
  const indicators = new Intl.ListFormat(locale).format(compared.map(({ id }) => nameOf(id)));
  return (
    <>
      {used.length > 0 &&
        t('position.distanceText', { size: number(group.size), candidates: number(group.candidates), criteria })}{' '}
      {compared.length > 0 && t('position.leftOutCompared', { count: compared.length, indicators })}{' '}
      {aside > 0 && t('position.leftOut', { count: aside })} {lacksDensity(group) && t('position.loadDensity')}
    </>
  );
}

/** Communes have a class of density, once its file is loaded. */
function lacksDensity({ territory, criteria }: Peers): boolean {
  const isLacking = criteria.some(({ id, problem }) => id === 'classe_densite' && problem === 'NOT_LOADED');
  return isLacking && territory.id.startsWith('commune:');
}

function PeerFigures({ group, catalogue }: Pick<PeersSectionProps, 'group' | 'catalogue'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const number = (value: number): string => formatNumber(locale, value);
  return (
    <dl className={classes.figures} aria-label={t('position.peersFigures')}>
      {group.figures.map(
        ({
          indicator: { id },
          year,
          value,
          withValue,
          median,
          lowerQuartile,
          upperQuartile,
          quartileDecimals,
          problem,
          isCriterion,
        }) => {
          const indicator = catalogue.byId.get(id);
          if (!indicator) return null;
          const quantity = precise(indicator, quartileDecimals);
          const text = (value: number): string => formatValue(locale, value, quantity);
          return (
            <div key={id}>
              <dt>{`${indicator.shortLabel}, ${year}`}</dt>
              {problem || median == null || lowerQuartile == null || upperQuartile == null ? (
                <dd>{t('position.peersFew')}</dd>
              ) : (
                <dd>
                  {t('position.peersMedian')}
                  {t('common.colon')}
                  <strong>{text(median)}</strong>
                  {withValue < group.size &&
                    t('position.peersWith', { count: withValue, with: number(withValue), size: number(group.size) })}
                  . {t('position.peersQuartiles')}{' '}
                  {t('position.to', { from: text(lowerQuartile), to: text(upperQuartile) })}.{' '}
                  {value !== null &&
                    t('position.peersOwn', {
                      name: group.territory.name,
                      value: formatValue(locale, value, indicator),
                    })}{' '}
                  {isCriterion && t('position.isCriterion')}
                </dd>
              )}
            </div>
          );
        },
      )}
    </dl>
  );
}
