import { ShownSources } from '../../export/shown-sources.tsx';
import type { OutlinesState } from './api/use-outlines.ts';
import { citedIn, type DrawnLayer } from './use-layer.ts';
import { useOutlinesCredit } from './use-outlines-credit.ts';

interface SourcesProps {
  readonly layers: readonly DrawnLayer[];
  /** Undefined while nothing is drawn. */
  readonly outlines: OutlinesState | undefined;
}

/** Where the figures and the outlines come from, and what to beware of. */
export function Sources({ layers, outlines }: SourcesProps) {
  const outlinesCredit = useOutlinesCredit();
  const [first] = layers;
  if (!first) return null;
  const cautions = new Set(layers.flatMap(({ indicator }) => indicator.cautions));
  return (
    <ShownSources indicators={citedIn(layers)} publishedAt={first.layer.publication.publishedAt}>
      {outlines && outlines.shapes?.length !== 0 && <li>{outlinesCredit(outlines, first.layer.vintage)}</li>}
      {[...cautions].map((caution) => (
        <li key={caution}>{caution}</li>
      ))}
    </ShownSources>
  );
}
