import { type PublicationRecord, recordFor } from '@boussole/warehouse';
import { may, type Visitor } from './visitor.ts';

/** The publications as a visitor may know them: deliveries under a convention are named to those who have a grant of it, or load them. */
export async function publicationsFor(
  visitor: Visitor,
  warehouse: { publications(): Promise<readonly PublicationRecord[]> },
): Promise<readonly PublicationRecord[]> {
  const records = await warehouse.publications();
  if (may(visitor, 'load:convention')) return records;
  const known = records.flatMap(({ inputs }) => inputs);
  return records.map((record) => recordFor(record, visitor.access, known));
}
