import { useTranslation } from 'react-i18next';
import { usePrinting } from '../../../components/use-printing.ts';
import { formatNumber } from '../../../format.ts';
import type { MarkedGapsQuery } from '../../../graphql/generated.ts';
import { useLocale } from '../../../i18n/i18n.ts';
import type { Catalogue } from '../../../indicators/use-catalogue.ts';
import classes from './marked.module.css';

interface MethodProps {
  readonly answer: MarkedGapsQuery['markedGaps'];
  readonly catalogue: Catalogue;
}

const PROBLEMS = ['GROUP_TOO_SMALL', 'GROUP_RESTRICTED', 'GROUP_OF_ONE_PART', 'NO_SPREAD'] as const;

/** How gaps were chosen, how many figures were not judged and why, and which indicators have no usual gap. */
export function Method({ answer: { explanation, notJudged, columns }, catalogue }: MethodProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const printing = usePrinting();
  const list = new Intl.ListFormat(locale);
  const reasons = notJudged.map(({ reason, figures }) =>
    t(`marked.${reason}`, { count: figures, formatted: formatNumber(locale, figures) }),
  );
  const without = PROBLEMS.flatMap((problem) => {
    const names = columns
      .filter((column) => column.problem === problem)
      .flatMap(({ indicator }) => catalogue.byId.get(indicator.id)?.shortLabel ?? []);
    return names.length > 0 ? [t(`marked.${problem}`, { names: list.format(names) })] : [];
  });
  return (
    <details className={classes.method} open={printing}>
      <summary>{t('marked.method')}</summary>
      <p>{explanation}</p>
      {reasons.length > 0 && (
        <p>
          {t('marked.notJudged')} {list.format(reasons)}.
        </p>
      )}
      {without.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </details>
  );
}
