import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CellText } from '../../cells/cell-value.tsx';
import { Fact } from '../../components/fact.tsx';
import { Warnings } from '../../components/warnings.tsx';
import {
  formatCoverage,
  formatMoment,
  formatNumber,
  formatValue,
  precise,
  roundedWords,
  roundTo,
  stateWords,
} from '../../format.ts';
import type { ExplainCellQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { territoryPath } from '../../url.ts';
import classes from './cell-story.module.css';

type ExplainedCell = ExplainCellQuery['cell'];

/** How one figure was obtained, from the sentence for people down to the line of the file. */
export function CellStory({ cell }: { readonly cell: ExplainedCell }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { indicator, territory, interval } = cell;
  const quantity = precise(indicator, interval?.decimals);
  return (
    <div className={classes.story}>
      <p className={classes.what}>
        {indicator.label}, <Link to={territoryPath(territory.id)}>{territory.name}</Link>, {cell.year}
      </p>
      <p className={classes.value}>
        <CellText value={cell.value} state={cell.state} indicator={quantity} />
        <span className={classes.state}>
          {[stateWords(locale, cell.state).label, (cell.value != null && roundedWords(locale, quantity)) || []]
            .flat()
            .join(', ')}
        </span>
      </p>
      <p className={classes.explanation}>{cell.explanation}</p>
      <Warnings warnings={cell.warnings} />
      <dl className={classes.facts}>
        <Fact name={t('explanation.explanation')}>
          {t(`explanation.${isOperation(cell) ? 'OPERATION' : cell.method}`)}
        </Fact>
        <Fact name={t('common.geography')}>
          {t('common.geography')} {t(`common.${cell.geography}`).toLowerCase()}
          {cell.vintage != null && `, ${t('explanation.vintageValue', { vintage: cell.vintage })}`}
        </Fact>
        {cell.coverage && (
          <Fact name={t('explanation.coverage')}>
            {t(cell.coverage.population == null ? 'explanation.coverageValue' : 'explanation.coveragePopulation', {
              count: cell.coverage.communes,
              communes: formatNumber(locale, cell.coverage.communes),
              total: formatNumber(locale, cell.coverage.communesTotal),
              share: cell.coverage.population == null ? '' : formatCoverage(locale, cell.coverage.population),
            })}
          </Fact>
        )}
        {interval && (
          <Fact name={t('explanation.precision')}>
            {t(isPartial(cell) ? 'explanation.precisionPartial' : 'explanation.precisionValue', {
              low: formatValue(locale, interval.low, indicator),
              high: formatValue(locale, interval.high, indicator),
            })}
          </Fact>
        )}
        <Chance cell={cell} />
        <Fact name={t('explanation.definition')}>{indicator.definition}</Fact>
        {indicator.formula !== indicator.label && <Fact name={t('explanation.formula')}>{indicator.formula}</Fact>}
      </dl>
      <Parts cell={cell} />
      <Inputs inputs={cell.inputs} />
      {indicator.cautions.length > 0 && (
        <section>
          <h3>{t('explanation.cautions')}</h3>
          <ul className={classes.cautions}>
            {indicator.cautions.map((caution) => (
              <li key={caution}>{caution}</li>
            ))}
          </ul>
        </section>
      )}
      <p className={classes.foot}>
        <Link to={`/indicateurs#${indicator.id}`}>{t('explanation.indicatorPage')}</Link>
        <span>
          {t('explanation.publication')} {cell.publication.id}, {formatMoment(locale, cell.publication.publishedAt)}
        </span>
      </p>
    </div>
  );
}

/** What the communes of a sum are: those of a single one are its components. */
function isOperation({ method, territory, parts }: ExplainedCell): boolean {
  return method === 'SUM' && territory.level === 'COMMUNE' && parts.length > 1;
}

function isPartial({ coverage }: ExplainedCell): boolean {
  return coverage != null && coverage.communes < coverage.communesTotal;
}

function Parts({ cell }: { readonly cell: ExplainedCell }) {
  const { t } = useTranslation();
  if (cell.parts.length < 2) return null;
  return (
    <section>
      <h3>{t('explanation.parts')}</h3>
      <dl className={classes.parts}>
        {cell.parts.map(({ measure, label, value, state, decimals }) => (
          <div key={measure}>
            <dt>{label}</dt>
            <dd>
              <CellText
                value={value}
                state={state}
                indicator={{ unit: 'COUNT', decimals: decimals ?? decimalsIn(value ?? 0) }}
              />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** As many as the operation beside is written with: two at most. */
function decimalsIn(value: number): number {
  return [0, 1].find((decimals) => roundTo(value, decimals) === roundTo(value, 2)) ?? 2;
}

/** Nothing where both ends are written as the figure is: it counts so many cases that chance leaves no room. */
function Chance({ cell: { chance, indicator } }: { readonly cell: ExplainedCell }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (!chance) return null;
  const low = formatValue(locale, chance.low, indicator);
  const high = formatValue(locale, chance.high, indicator);
  if (low === high) return null;
  const [cases, over] = [formatNumber(locale, chance.cases), formatNumber(locale, chance.over)];
  return <Fact name={t('explanation.chance')}>{t('explanation.chanceValue', { low, high, cases, over })}</Fact>;
}

function Inputs({ inputs }: { readonly inputs: ExplainedCell['inputs'] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (inputs.length === 0) return null;
  return (
    <section>
      <h3>{t('explanation.inputs')}</h3>
      {inputs.map(({ source, file, line, sha256, loadedAt }) => (
        <div key={`${source.id} ${file} ${sha256}`} className={classes.input}>
          <p className={classes.source}>{source.title}</p>
          <p>
            {source.producer} · {source.licence} ·{' '}
            <a href={source.landingPage} target="_blank" rel="noreferrer">
              {t('explanation.landingPage')}
            </a>
          </p>
          <p>
            {t('explanation.file')}
            {t('common.colon')}
            <code>{file}</code>
            {line != null && `, ${t('explanation.line', { line: String(line) })}`}
          </p>
          <p>{t('explanation.loadedAt', { moment: formatMoment(locale, loadedAt) })}</p>
          <p className={classes.hash}>
            {t('explanation.fingerprint')}
            {t('common.colon')}
            <code>{sha256}</code>
          </p>
        </div>
      ))}
    </section>
  );
}
