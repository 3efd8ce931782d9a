import { describe, expect, test } from 'vitest';
import { Rate } from '../src/http/rate.ts';

const START = Date.UTC(2026, 0, 1);

describe('what clients ask in a minute', () => {
  test('each client has its own window, which starts with its first question', () => {
    const rate = new Rate(60_000);
    expect(rate.count('a', START)).toMatchObject({ asked: 1, end: START + 60_000 });
    expect(rate.count('b', START + 30_000)).toMatchObject({ asked: 1, end: START + 90_000 });
    expect(rate.count('a', START + 59_999)).toMatchObject({ asked: 2, end: START + 60_000 });
    expect(rate.count('a', START + 60_000)).toMatchObject({ asked: 1, end: START + 120_000 });
    expect(rate.count('b', START + 89_999)).toMatchObject({ asked: 2, end: START + 90_000 });
    expect(rate.count('b', START + 90_000).asked).toBe(1);
  });

  test('no window is forgotten before its end, however many others ask', () => {
    const rate = new Rate(60_000);
    rate.count('first', START);
    rate.count('late', START + 59_000);
    for (let other = 0; other < 1_000; other++) rate.count(`other ${other}`, START + 60_500);
    expect(rate.count('late', START + 118_999).asked).toBe(2);
    expect(rate.count('late', START + 119_000).asked).toBe(1);
  });

  test('clients are named without telling who they are', () => {
    const rate = new Rate(60_000);
    const { partition } = rate.count('192.0.2.1', START);
    expect(atob(partition)).toMatch(/^[\da-f]{12}$/);
    expect(rate.count('192.0.2.2', START).partition).not.toBe(partition);
  });
});
