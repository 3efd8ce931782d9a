import { useQuery } from '@apollo/client/react';
import { ViewerDocument, type ViewerQuery } from '../graphql/generated.ts';

export type Viewer = ViewerQuery['viewer'];

/** Whoever looks at the page; undefined until the server has said, and when it cannot. */
export function useViewer(): Viewer | undefined {
  return useQuery(ViewerDocument).data?.viewer;
}
