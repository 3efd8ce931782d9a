import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FoldedControls } from '../../../components/folded-controls.tsx';
import { GeographySwitch } from '../../../components/geography-switch.tsx';
import classes from '../../../components/toolbar.module.css';
import { ExportMenu } from '../../../export/export-menu.tsx';
import type { ShownTable } from '../../../export/shown-table.ts';
import type { Catalogue } from '../../../indicators/use-catalogue.ts';
import { MARKED_LEVELS, type MarkedLevel, type MarkedSide, type MarkedView } from '../../../marked-url.ts';
import { TerritorySearch } from '../../../territories/territory-search.tsx';
import { themesOf } from './link-rules.ts';
import styles from './marked.module.css';
import type { ChangeMarked } from './marked-gaps.tsx';
import { memberLevels } from './wholes.ts';

const ALL = 'all';
const SIDES: readonly MarkedSide[] = ['HIGHER', 'LOWER', 'WORSE', 'BETTER'];

interface MarkedToolbarProps {
  readonly view: MarkedView;
  readonly change: ChangeMarked;
  readonly catalogue: Catalogue;
  /** What holds the territories that are told, and its name once it is known. */
  readonly whole: { readonly id: string; readonly name: string | undefined } | undefined;
  readonly level: MarkedLevel | undefined;
  readonly table: (() => ShownTable) | undefined;
}

/** Within what gaps are looked for, among which territories, and which of them are told. */
export function MarkedToolbar({ view, change, catalogue, whole, level, table }: MarkedToolbarProps) {
  const { t } = useTranslation();
  const levels = whole ? memberLevels(whole.id) : [];
  return (
    <div className={classes.toolbar} data-print="hidden">
      <div className={classes.line}>
        <div className={classes.search}>
          <TerritorySearch
            label={t('marked.chooseWhole')}
            placeholder={t('marked.chooseWhole')}
            onTerritory={({ id }) => change({ within: id, level: undefined, only: undefined })}
          />
        </div>
        {whole?.name && (
          <p className={styles.whole}>
            {t('marked.whole')}
            {t('common.colon')}
            <strong>{whole.name}</strong>
          </p>
        )}
      </div>
      <FoldedControls>
        <div className={classes.line}>
          {levels.length > 1 && level && (
            <Select
              className={classes.medium ?? ''}
              label={t('marked.level')}
              value={level}
              onChange={(asked) => change({ level: MARKED_LEVELS.find((one) => one === asked), only: undefined })}
              data={levels.map((one) => ({ value: one, label: t(`marked.members${one}`) }))}
              allowDeselect={false}
            />
          )}
          <Select
            className={classes.medium ?? ''}
            label={t('marked.theme')}
            value={view.theme ?? ALL}
            onChange={(theme) => change({ theme: theme === ALL || theme === null ? undefined : theme })}
            data={[
              { value: ALL, label: t('marked.themeAll') },
              ...themesOf(catalogue).map(({ id, label }) => ({ value: id, label })),
            ]}
            allowDeselect={false}
          />
          <Select
            className={classes.medium ?? ''}
            label={t('marked.side')}
            value={view.side ?? ALL}
            onChange={(asked) => change({ side: SIDES.find((side) => side === asked) })}
            data={[
              { value: ALL, label: t('marked.sideAll') },
              ...SIDES.map((side) => ({ value: side, label: t(`marked.side${side}`) })),
            ]}
            allowDeselect={false}
          />
          <GeographySwitch value={view.geography} onChange={(geography) => change({ geography })} />
          <div className={classes.end}>
            <ExportMenu table={table} printable />
          </div>
        </div>
      </FoldedControls>
    </div>
  );
}
