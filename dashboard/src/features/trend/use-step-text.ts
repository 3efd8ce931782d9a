import { useTranslation } from 'react-i18next';
import { formatDifference, formatShare } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { type Curve, nameOf, type Trends } from './curves.ts';
import { isCut, type PerimeterStep } from './perimeter-steps.ts';

/** Names told in a note; all are in the list of changes and in files. */
export const FEW = 3;

interface StepText {
  /** Says which communes joined and left between two published figures, what they weigh, and whether the curve goes on. */
  toStepText(curve: Curve, step: PerimeterStep, trends: Trends, most?: number): string;
  /** The same of all curves in a few lines: those that nothing tells together. */
  toStepNotes(trends: Trends): readonly string[];
}

export function useStepText(): StepText {
  const { t } = useTranslation();
  const locale = useLocale();
  const list = new Intl.ListFormat(locale);
  const toNames = (step: PerimeterStep, joined: boolean, most: number): readonly string[] => {
    const parts = step.parts.filter((part) => part.joined === joined);
    if (parts.length === 0) return [];
    const names = parts.map(({ code, isCut: cut, territory }) => {
      const name = territory?.name ?? code;
      return cut ? t('trend.inPart', { name }) : name;
    });
    const more = names.length - most;
    const told = more > 1 ? [...names.slice(0, most), t('trend.othersMoved', { count: more })] : names;
    return [t(joined ? 'trend.stepJoined' : 'trend.stepLeft', { count: parts.length, names: list.format(told) })];
  };
  const toStepText: StepText['toStepText'] = (curve, step, trends, most = Number.POSITIVE_INFINITY) => {
    const { from, to, population, perimeter, unknownVintages } = step;
    const head = `${nameOf(curve, trends)}, ${t('trend.stepYears', { from, to })}${t('common.colon')}`;
    const end = t(isCut(curve, step) ? 'trend.stepCut' : 'trend.stepGoesOn');
    if (unknownVintages.length > 0) {
      return `${head}${t('trend.stepUnknown', { vintages: list.format(unknownVintages.map(String)) })}. ${end}`;
    }
    const weighs = [
      ...(population == null ? [] : [t('trend.stepPopulation', { share: formatShare(locale, population) })]),
      ...(perimeter == null
        ? []
        : [t('trend.stepPart', { part: formatDifference(locale, perimeter, curve.indicator) })]),
    ];
    const moved = [...toNames(step, true, most), ...toNames(step, false, most), ...weighs];
    return `${head}${moved.join(' ; ')}. ${end}`;
  };
  return {
    toStepText,
    toStepNotes: (trends) => {
      const steps = trends.curves.flatMap((curve) => curve.perimeterSteps.map((step) => ({ curve, step })));
      const known = steps.filter(({ step }) => step.unknownVintages.length === 0);
      const unknown = steps.filter(({ step }) => step.unknownVintages.length > 0);
      const vintages = [...new Set(unknown.flatMap(({ step }) => step.unknownVintages))].sort();
      return [
        ...new Set(known.map(({ curve, step }) => toStepText(curve, step, trends, FEW))),
        ...(unknown.length === 0
          ? []
          : [
              t('trend.stepsUnknown', {
                names: list.format([...new Set(unknown.map(({ curve }) => nameOf(curve, trends)))]),
                vintages: list.format(vintages.map(String)),
              }),
            ]),
        ...(known.length === 0 ? [] : [t('trend.stepRule')]),
      ];
    },
  };
}
