import { ApolloLink } from '@apollo/client';
import { useSyncExternalStore } from 'react';
import { finalize } from 'rxjs';

/** What is longer than this shows that it is under way, in milliseconds. */
const LONG = 1_000;

const listeners = new Set<() => void>();
let running = 0;
let long = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Counts the questions that travel. */
export function activityLink(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    begin();
    return forward(operation).pipe(finalize(end));
  });
}

/** True while the API has been answering for more than a second. */
export function useLongActivity(): boolean {
  return useSyncExternalStore(subscribe, () => long);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function begin(): void {
  running += 1;
  timer ??= setTimeout(() => tell(true), LONG);
}

function end(): void {
  running -= 1;
  if (running > 0) return;
  clearTimeout(timer);
  timer = undefined;
  tell(false);
}

function tell(now: boolean): void {
  if (long === now) return;
  long = now;
  for (const listener of listeners) listener();
}
