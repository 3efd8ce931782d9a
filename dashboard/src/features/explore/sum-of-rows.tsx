import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CellText } from '../../cells/cell-value.tsx';
import { useExplain } from '../../cells/use-explain.ts';
import { precise } from '../../format.ts';
import type { Geography } from '../../graphql/generated.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { ExploreRow } from './api/use-datasource.ts';
import type { ExploreColumn } from './columns.ts';
import { maybeStratum, SELECTION } from './group-name.ts';
import { useGroupWords } from './use-group-words.ts';

export interface ChosenSum {
  readonly row: ExploreRow;
  readonly column: ExploreColumn;
  readonly cell: ExploreRow['cells'][number];
}

interface SumOfRowsProps {
  readonly chosen: ChosenSum | undefined;
  readonly indicator: Indicator | undefined;
  readonly geography: Geography;
  readonly onClose: () => void;
}

/** Says what a figure is that belongs to no territory: the sum of the rows that are listed, in a group or altogether. */
export function SumOfRows({ chosen, indicator, geography, onClose }: SumOfRowsProps) {
  const { t } = useTranslation();
  const wordsOf = useGroupWords();
  const explain = useExplain();
  const shown = chosen && indicator ? { ...chosen, indicator, ...wordsOf(chosen.row, false) } : undefined;
  const isOfTerritory = shown && shown.row.id !== SELECTION && !maybeStratum(shown.row.id);
  return (
    <Modal
      opened={shown !== undefined}
      onClose={onClose}
      title={t('explore.sumTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {shown && (
        <>
          <p>
            {shown.column.title}, {shown.name}
            {t('common.colon')}
            <strong>
              <CellText
                value={shown.cell.value}
                state={shown.cell.state}
                indicator={precise(shown.indicator, shown.cell.decimals)}
              />
            </strong>
          </p>
          {shown.row.members !== null && <p>{shown.countText}</p>}
          <p>{t('explore.sumMade', { formula: shown.indicator.formula })}</p>
          {isOfTerritory && (
            <>
              <p>{t('explore.sumNot', { name: shown.name })}</p>
              <Group justify="flex-end">
                <Button
                  variant="default"
                  onClick={() => {
                    onClose();
                    explain({ ...shown.column, territory: shown.row.id, geography });
                  }}
                >
                  {t('explore.sumWhole', { name: shown.name })}
                </Button>
              </Group>
            </>
          )}
        </>
      )}
    </Modal>
  );
}
