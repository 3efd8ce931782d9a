import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { territoryPath } from '../../url.ts';
import type { Curve, Trends } from './curves.ts';

/** Headers of the first columns of a table of curves. */
export function CurveHeaders({ trends: { indicators } }: { readonly trends: Trends }) {
  const { t } = useTranslation();
  return (
    <>
      <Table.Th scope="col">{t('common.territory')}</Table.Th>
      {indicators.length > 1 && <Table.Th scope="col">{t('common.indicator')}</Table.Th>}
    </>
  );
}

interface CurveNameProps {
  readonly curve: Curve;
  readonly trends: Trends;
}

/** The first cells of a line: the territory, and the indicator when there are several. */
export function CurveName({ curve: { territory, indicator }, trends: { indicators } }: CurveNameProps) {
  return (
    <>
      <Table.Th scope="row">
        <Link to={territoryPath(territory.id)}>{territory.name}</Link>
      </Table.Th>
      {indicators.length > 1 && <Table.Td>{indicator.shortLabel}</Table.Td>}
    </>
  );
}
