import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './age-pyramid.module.css';
import type { AgeProjection, ProjectedBand } from './ages-to-come.tsx';

interface AgesToComeTableProps {
  readonly projection: AgeProjection;
  /** Everybody who was last counted. */
  readonly all: number;
  readonly caption: string;
  /** Title of the column of people last counted. */
  readonly bars: string;
  readonly text: (value: number) => string;
  readonly label: (band: ProjectedBand) => string;
}

/** The figures behind the pyramid to come: each year with its interval, by sex then age, everybody last. */
export function AgesToComeTable({ projection, all, caption, bars, text, label }: AgesToComeTableProps) {
  const { t } = useTranslation();
  const groups = [
    ...(['F', 'M'] as const).map((sex) => ({
      name: t(sex === 'M' ? 'portrait.men' : 'portrait.women'),
      rows: projection.bands.filter((band) => band.sex === sex).map((band) => ({ ...band, name: label(band) })),
    })),
    {
      name: t('portrait.toComeAll'),
      rows: [{ from: 0, name: t('portrait.toComeAll'), last: all, points: projection.points }],
    },
  ];
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing={4} captionSide="top" className="tabular">
        <Table.Caption className="visually-hidden">{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('portrait.toComeSex')}</Table.Th>
            <Table.Th scope="col">{t('portrait.age')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {bars}
            </Table.Th>
            {projection.points.map(({ year }) => (
              <Table.Th key={year} scope="col" ta="right">
                {t('portrait.toComeMark', { year })}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.flatMap((group) =>
            group.rows.map((row) => (
              <Table.Tr key={`${group.name} ${row.from}`}>
                <Table.Td>{group.name}</Table.Td>
                <Table.Th scope="row" fw={400}>
                  {row.name}
                </Table.Th>
                <Table.Td ta="right">{text(row.last)}</Table.Td>
                {row.points.map(({ year, value, low, high }) => (
                  <Table.Td key={year} ta="right">
                    {text(value)}
                    <div className={classes.interval}>
                      {t('portrait.toComeBetween', { low: text(low), high: text(high) })}
                    </div>
                  </Table.Td>
                ))}
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
