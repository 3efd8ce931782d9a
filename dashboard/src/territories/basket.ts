import { useSyncExternalStore } from 'react';
import type { TerritoryRef } from './territory.ts';

const STORED = 'boussole-selection';
const listeners = new Set<() => void>();
let current: readonly TerritoryRef[] | undefined;

/** The territories that the reader carries from page to page, kept in the browser. */
export function useBasket(): readonly TerritoryRef[] {
  return useSyncExternalStore(subscribe, snapshot);
}

export function addToBasket({ id, level, code, name }: TerritoryRef): void {
  if (!snapshot().some((kept) => kept.id === id)) write([...snapshot(), { id, level, code, name }]);
}

export function removeFromBasket(id: string): void {
  write(snapshot().filter((kept) => kept.id !== id));
}

export function emptyBasket(): void {
  write([]);
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== STORED) return;
    current = undefined;
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

function snapshot(): readonly TerritoryRef[] {
  current ??= read();
  return current;
}

function read(): readonly TerritoryRef[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isTerritoryRef) : [];
  } catch {
    return [];
  }
}

function write(next: readonly TerritoryRef[]): void {
  current = next;
  try {
    localStorage.setItem(STORED, JSON.stringify(next));
  } catch {
    // Storage refused by the browser: the selection lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function isTerritoryRef(candidate: unknown): candidate is TerritoryRef {
  if (typeof candidate !== 'object' || candidate === null) return false;
  return ['id', 'level', 'code', 'name'].every(
    (key) => key in candidate && typeof Reflect.get(candidate, key) === 'string',
  );
}
