import type { Access } from '@boussole/schema';
import { describeChange } from '../publication/changes.ts';
import type { Input } from '../publication/input.ts';
import type { PublicationRecord } from '../reading/cube-answers.ts';

/** What a publication says of itself to somebody: deliveries under a convention are told to those who have a grant of it. */
export function recordFor<Record extends Pick<PublicationRecord, 'inputs' | 'changes'>>(
  record: Record,
  access: Access,
  known: readonly Input[] = record.inputs,
): Record {
  const granted = new Set(access.map(({ convention }) => convention));
  const isOpen = ({ source }: Input): boolean => !source.access || granted.has(source.access.convention);
  const hidden = known.filter((input) => !isOpen(input)).map(describeChange);
  if (hidden.length === 0) return record;
  return {
    ...record,
    inputs: record.inputs.filter(isOpen),
    changes: record.changes.filter((change) => !hidden.some((text) => change.includes(text))),
  };
}
