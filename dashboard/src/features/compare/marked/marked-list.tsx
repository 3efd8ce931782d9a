import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrinting } from '../../../components/use-printing.ts';
import type { MarkedView } from '../../../marked-url.ts';
import classes from './marked.module.css';
import type { ChangeMarked } from './marked-gaps.tsx';
import { MarkedLineItem } from './marked-line.tsx';
import type { MarkedLine, ShortList } from './to-marked.ts';
import type { Wording } from './use-wording.ts';

/** Lines that are drawn at once. */
const PAGE = 100;

interface MarkedListProps {
  readonly list: ShortList;
  readonly view: MarkedView;
  readonly change: ChangeMarked;
  readonly wordingOf: (line: MarkedLine) => Wording;
}

/** Gaps in lines, the most marked first; the next ones when the reader asks for them, all of them on paper. */
export function MarkedList({ list: { lines, leftAfter }, view, change, wordingOf }: MarkedListProps) {
  const { t } = useTranslation();
  const printing = usePrinting();
  const [shown, setShown] = useState(PAGE);
  const longest = Math.max(...lines.map(({ distance }) => distance));
  const count = printing ? lines.length : shown;
  return (
    <>
      <ol className={classes.list} aria-label={t('marked.list')}>
        {lines.slice(0, count).map((line) => (
          <MarkedLineItem
            key={`${line.indicator.id} ${line.territory.id}`}
            line={line}
            wording={wordingOf(line)}
            geography={view.geography}
            longest={longest}
            left={leftAfter.get(line) ?? 0}
            onMore={() => change({ indicator: line.indicator.id })}
          />
        ))}
      </ol>
      {lines.length > count && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setShown(count + PAGE)}>
          {t('marked.next')}
        </Button>
      )}
    </>
  );
}
