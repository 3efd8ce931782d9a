import { useTranslation } from 'react-i18next';
import classes from './age-pyramid.module.css';
import { type PyramidRow, type PyramidSex, SEXES, textAt } from './pyramid-rows.ts';

interface PyramidDrawingProps {
  /** Youngest first. */
  readonly rows: readonly PyramidRow[];
  readonly label: string;
}

/** Bars of men to the left and of women to the right, the oldest at the top. */
export function PyramidDrawing({ rows, label }: PyramidDrawingProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.drawing} role="img" aria-label={label}>
      <p className={classes.sex} data-sex="men">
        {t('portrait.men')}
      </p>
      <p />
      <p className={classes.sex}>{t('portrait.women')}</p>
      {rows.toReversed().map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </div>
  );
}

function Row({ row }: { readonly row: PyramidRow }) {
  const [men, women] = SEXES.map((sex) => <Bar key={sex} row={row} sex={sex} />);
  return (
    <>
      {men}
      <p className={classes.age}>{row.label}</p>
      {women}
    </>
  );
}

function Bar({ row, sex }: { readonly row: PyramidRow; readonly sex: PyramidSex }) {
  const { bar, text, mark, interval } = row[sex];
  const start = sex === 'men' ? 'insetInlineEnd' : 'insetInlineStart';
  return (
    <div className={classes.bar} data-sex={sex} data-unknown={bar === undefined || undefined}>
      {bar !== undefined && (
        <>
          <i style={{ inlineSize: percent(bar) }} />
          <span style={{ [start]: `calc(${percent(textAt(row[sex]))} + 0.4rem)` }}>{text}</span>
        </>
      )}
      {interval && <u style={{ [start]: percent(interval[0]), inlineSize: percent(interval[1] - interval[0]) }} />}
      {mark !== undefined && <b style={{ [start]: percent(mark) }} />}
    </div>
  );
}

function percent(share: number): string {
  return `${100 * share}%`;
}
