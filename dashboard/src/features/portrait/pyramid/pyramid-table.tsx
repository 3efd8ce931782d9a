import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TerritoryRef } from '../../../territories/territory.ts';
import type { AgeBand, AgePyramidShape } from './age-bands.ts';
import { type PyramidSex, SEXES } from './pyramid-rows.ts';

interface PyramidTableProps {
  readonly shape: AgePyramidShape;
  readonly territory: TerritoryRef;
  readonly benchmark: TerritoryRef | undefined;
  readonly cellOf: (band: AgeBand, sex: PyramidSex) => ReactNode;
  readonly shareText: (band: AgeBand, sex: PyramidSex) => string;
  readonly benchmarkText: (band: AgeBand, sex: PyramidSex) => string;
}

/** The figures behind the pyramid, youngest first; each count opens its explanation. */
export function PyramidTable(props: PyramidTableProps) {
  const { shape, territory, benchmark, cellOf, shareText, benchmarkText } = props;
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing={4} captionSide="top" className="tabular">
        <Table.Caption className="visually-hidden">{t('portrait.pyramid', { year: shape.year })}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('portrait.age')}</Table.Th>
            {SEXES.flatMap((sex) => [
              <Table.Th key={sex} scope="col" ta="right">
                {t(`portrait.${sex}`)}
              </Table.Th>,
              <Table.Th key={`${sex} share`} scope="col" ta="right">
                {t('portrait.shareIn', { name: territory.name })}
              </Table.Th>,
              <Table.Th key={`${sex} benchmark`} scope="col" ta="right" fw={400}>
                {benchmark ? t('portrait.shareIn', { name: benchmark.name }) : ''}
              </Table.Th>,
            ])}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shape.bands.map((band) => (
            <Table.Tr key={band.id}>
              <Table.Th scope="row" fw={400}>
                {band.label}
              </Table.Th>
              {SEXES.flatMap((sex) => [
                <Table.Td key={sex} ta="right">
                  {cellOf(band, sex)}
                </Table.Td>,
                <Table.Td key={`${sex} share`} ta="right">
                  {shareText(band, sex)}
                </Table.Td>,
                <Table.Td key={`${sex} benchmark`} ta="right">
                  {benchmark ? benchmarkText(band, sex) : ''}
                </Table.Td>,
              ])}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
