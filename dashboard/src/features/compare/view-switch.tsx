import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { readMarked, writeMarked } from '../../marked-url.ts';
import { readCompare, writeCompare } from '../../url.ts';
import classes from './compare.module.css';

/** The table of a comparison, or what stands out among the members of what it is about. */
export function ViewSwitch({ marked }: { readonly marked: boolean }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const navigate = useNavigate();
  const choose = (isMarked: boolean) => {
    const asked = new URLSearchParams(search);
    const { territories, within, geography } = readMarked(asked);
    const nothing = new URLSearchParams();
    const kept = { territories: territories.length > 0 || !within ? territories : [within], geography };
    void navigate({
      search: isMarked
        ? writeMarked({ ...readMarked(nothing), ...kept })
        : writeCompare({ ...readCompare(nothing), ...kept }),
    });
  };
  return (
    <SegmentedControl
      className={classes.views ?? ''}
      data-print="hidden"
      aria-label={t('marked.switch')}
      value={marked ? 'marked' : 'table'}
      onChange={(chosen) => choose(chosen === 'marked')}
      data={[
        { value: 'table', label: t('marked.table') },
        { value: 'marked', label: t('marked.marked') },
      ]}
    />
  );
}
