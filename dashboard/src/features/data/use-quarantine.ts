import { useEffect, useState } from 'react';
import { type QuarantineTable, readQuarantine } from './read-quarantine.ts';

interface QuarantineState {
  readonly table?: QuarantineTable;
  /** What the server says against it, empty when it says nothing. */
  readonly problem?: string;
  /** Were they replaced since, or never kept where the server reads them? */
  readonly isGone?: boolean;
}

export function quarantineAddress(load: string): string {
  return `/quarantine/${load}.csv`;
}

/** The rows that a load set aside, read from their file. */
export function useQuarantine(load: string): QuarantineState {
  const [state, setState] = useState<QuarantineState>({});
  useEffect(() => {
    const asked = new AbortController();
    fetch(quarantineAddress(load), { signal: asked.signal })
      .then(async (answer) => {
        if (answer.ok) return { table: readQuarantine(await answer.text()) };
        if (answer.status === 404) return { isGone: true };
        const { errors }: { errors?: { message: string }[] } = await answer.json();
        return { problem: errors?.[0]?.message ?? '' };
      })
      .catch(() => ({ problem: '' }))
      .then((known) => !asked.signal.aborted && setState(known));
    return () => asked.abort();
  }, [load]);
  return state;
}
