import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../components/empty.tsx';
import { Failure } from '../../../components/failure.tsx';
import { useView } from '../../../components/use-view.ts';
import { FoldedWarnings } from '../../../components/warnings.tsx';
import { formatNumber } from '../../../format.ts';
import { MarkedGapsDocument, type MarkedGapsQuery, WholeOfDocument } from '../../../graphql/generated.ts';
import { useLanguage, useLocale } from '../../../i18n/i18n.ts';
import type { Catalogue } from '../../../indicators/use-catalogue.ts';
import { LinkNotice } from '../../../link/link-notice.tsx';
import { namesNoTerritory, unknownTerritories, useIsUnknown } from '../../../link/territory-check.ts';
import { type MarkedLevel, type MarkedView, readMarked, writeMarked } from '../../../marked-url.ts';
import { useBasketFirst } from '../../../territories/use-basket-first.ts';
import { useTerritory } from '../../../territories/use-territory.ts';
import { Notes } from '../notes.tsx';
import { ChosenOnly } from './chosen-only.tsx';
import { citedIn } from './cited-in.ts';
import { LargerWholes } from './larger-wholes.tsx';
import { markedRules, withKnownConditions } from './link-rules.ts';
import classes from './marked.module.css';
import { MarkedList } from './marked-list.tsx';
import { MarkedToolbar } from './marked-toolbar.tsx';
import { Method } from './method.tsx';
import { chosen, shortList, toLines, wholeList } from './to-marked.ts';
import { useMarkedTable } from './use-marked-table.ts';
import { useWording } from './use-wording.ts';
import { maybeWhole, memberLevels } from './wholes.ts';

export type ChangeMarked = (change: Partial<MarkedView>) => void;

/** Gaps read at once: below the limit `pageRows` of the API. */
const MOST = 800;

/** What stands out among the members of a territory, over all indicators. */
export function MarkedGaps({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const [asked, change] = useView(readMarked, writeMarked);
  const isNobody = useIsUnknown(asked.only) === true;
  const view = useMemo(
    () => ({ ...withKnownConditions(asked, catalogue), only: isNobody ? undefined : asked.only }),
    [asked, catalogue, isNobody],
  );
  useBasketFirst(view.within === undefined ? view.territories : [view.within], change);
  const { whole, isComing, isUnknown } = useWhole(view);
  const name = useTerritory(whole)?.name;
  const levels = whole === undefined ? [] : memberLevels(whole);
  const level = levels.find((one) => one === view.level) ?? levels[0];
  const language = useLanguage();
  const { data, previousData, error, refetch, loading } = useQuery(MarkedGapsDocument, {
    variables: { within: whole ?? '', level: level ?? 'COMMUNE', geography: view.geography, first: MOST, language },
    skip: whole === undefined || level === undefined,
  });
  const answer = whole === undefined ? undefined : (data ?? (loading ? previousData : undefined))?.markedGaps;
  const shared = { view, change, catalogue };
  const isNowhere = isUnknown || namesNoTerritory(error);
  const unknown = [
    ...unknownTerritories('dans', isNowhere && view.within !== undefined ? [view.within] : [], 'NONE'),
    ...unknownTerritories('seul', isNobody && asked.only !== undefined ? [asked.only] : [], 'OTHERS'),
  ];
  return (
    <>
      <LinkNotice rules={markedRules(catalogue, levels)} more={unknown} />
      {answer && level ? (
        <Told {...shared} answer={answer} level={level} whole={{ id: whole!, name }} />
      ) : (
        <MarkedToolbar {...shared} whole={whole ? { id: whole, name } : undefined} level={level} table={undefined} />
      )}
      {(isNowhere || (whole === undefined && !isComing)) && (
        <Empty title={t('marked.none')} icon={<IconZoomQuestion size={32} />}>
          {t('marked.noneText')}
        </Empty>
      )}
      {error && !isNowhere && <Failure error={error} retry={() => void refetch()} />}
      {!answer && !error && (whole !== undefined || isComing) && <Skeleton height={360} />}
    </>
  );
}

/** What holds the territories of a view: the one it names, or its first that has members, or the EPCI of its first commune. */
function useWhole({ within, territories }: MarkedView): {
  readonly whole: string | undefined;
  readonly isComing: boolean;
  /** Whether what it names is no territory. */
  readonly isUnknown: boolean;
} {
  const asked = within === undefined ? territories : [within];
  const whole = maybeWhole(asked);
  const [member] = asked;
  const isAsked = whole === undefined && member !== undefined;
  const { data, loading, error } = useQuery(WholeOfDocument, { variables: { id: member ?? '' }, skip: !isAsked });
  if (!isAsked) return { whole, isComing: false, isUnknown: false };
  const epci = data?.territory?.parents.find((parent) => parent.level === 'EPCI');
  return { whole: epci?.id, isComing: loading, isUnknown: data?.territory === null || namesNoTerritory(error) };
}

interface ToldProps {
  readonly view: MarkedView;
  readonly change: ChangeMarked;
  readonly catalogue: Catalogue;
  readonly answer: MarkedGapsQuery['markedGaps'];
  readonly level: MarkedLevel;
  readonly whole: { readonly id: string; readonly name: string | undefined };
}

function Told({ view, change, catalogue, answer, level, whole }: ToldProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const toMarkedTable = useMarkedTable();
  const wordingOf = useWording(answer.within.name, level);
  const all = useMemo(() => toLines(answer, catalogue), [answer, catalogue]);
  const filtered = chosen(all, view);
  const isNarrow = view.all || view.indicator !== undefined || view.only !== undefined;
  const short = shortList(filtered);
  const list = isNarrow ? wholeList(filtered) : short;
  const number = (value: number): string => formatNumber(locale, value);
  const members = t(`marked.members${level}`);
  const summary = t('marked.summary', {
    count: answer.totalCount,
    formatted: number(answer.totalCount),
    judged: number(answer.judged),
    size: number(answer.size),
    members,
  });
  const isShortened = !isNarrow && short.leftAfter.size > 0;
  const table = () => toMarkedTable({ answer, catalogue, lines: list.lines, view, summary, wordingOf });
  return (
    <>
      <MarkedToolbar {...{ view, change, catalogue, level, whole }} table={all.length > 0 ? table : undefined} />
      <section aria-labelledby="marked-gaps">
        <h2 id="marked-gaps" className={classes.heading}>
          {t('marked.heading', { members, name: answer.within.name })}
        </h2>
        {all.length > 0 && (
          <p className={classes.summary} role="status">
            {summary}{' '}
            {filtered.length > 0 &&
              filtered.length < all.length &&
              t('marked.answering', { count: filtered.length, formatted: number(filtered.length) })}{' '}
            {isShortened && t('marked.shortened')}{' '}
            {answer.totalCount > all.length && t('marked.capped', { formatted: number(all.length) })}
            {(isShortened || view.all) && (
              <Button size="compact-sm" variant="subtle" onClick={() => change({ all: !view.all })} data-print="hidden">
                {view.all ? t('marked.showFew') : t('marked.showAll', { formatted: number(filtered.length) })}
              </Button>
            )}
          </p>
        )}
        {all.length > 0 && (
          <ChosenOnly
            {...{ view, change, catalogue }}
            lines={chosen(all, { ...view, indicator: undefined, only: undefined })}
          />
        )}
        {all.length === 0 && (
          <Empty title={t(answer.judged === 0 ? 'marked.notJudgedTitle' : 'marked.empty')}>
            {answer.judged === 0
              ? t('marked.emptyNothing')
              : t('marked.emptyJudged', { judged: number(answer.judged) })}
            <LargerWholes id={whole.id} change={change} />
          </Empty>
        )}
        {all.length > 0 && filtered.length === 0 && (
          <Empty title={t('marked.emptyFiltered', { formatted: number(all.length) })}>
            <Button
              variant="default"
              size="xs"
              onClick={() => change({ theme: undefined, side: undefined, indicator: undefined, only: undefined })}
            >
              {t('marked.clear')}
            </Button>
          </Empty>
        )}
        {list.lines.length > 0 && (
          <MarkedList key={writeMarked(view)} list={list} view={view} change={change} wordingOf={wordingOf} />
        )}
        <Method answer={answer} catalogue={catalogue} />
      </section>
      <FoldedWarnings warnings={answer.warnings} />
      {list.lines.length > 0 && (
        <Notes indicators={citedIn(answer, list.lines)} publishedAt={answer.publication.publishedAt} />
      )}
    </>
  );
}
