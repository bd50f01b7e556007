import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DeadlineError, withDeadline } from '../../handler/src/deadline';

const never = () => new Promise<never>(() => {});

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** The environment stands still: the clock goes on, no timer fires until it thaws. */
function freeze(ms: number): void {
  jest.setSystemTime(Date.now() + ms);
}

describe('a deadline', () => {
  it('gives what the task gives, and leaves no timer', async () => {
    await expect(withDeadline(100, 'It', async () => 'done')).resolves.toBe('done');
    expect(jest.getTimerCount()).toBe(0);
  });

  it("throws the task's own error, and leaves no timer", async () => {
    const task = async () => {
      throw new Error('broken');
    };
    await expect(withDeadline(100, 'It', task)).rejects.toThrow('broken');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives up at the time, not before, and aborts the task', async () => {
    let signal: AbortSignal | undefined;
    const outcome = withDeadline(100, 'Waiting', (given) => {
      signal = given;
      return never();
    }).catch((error: unknown) => error);
    jest.advanceTimersByTime(99);
    expect(signal?.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(signal?.aborted).toBe(true);
    await expect(outcome).resolves.toEqual(new DeadlineError('Waiting took longer than 100 ms'));
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is set anew when the environment was frozen meanwhile', async () => {
    let answer: (value: string) => void = () => {};
    const outcome = withDeadline(100, 'It', () => new Promise<string>((done) => (answer = done)));
    freeze(60_000);
    jest.advanceTimersByTime(100);
    // The answer lay in the socket, and is read once the timers have had their turn.
    answer('done');
    await expect(outcome).resolves.toBe('done');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is set anew once only', async () => {
    const outcome = withDeadline(100, 'It', never).catch((error: unknown) => error);
    freeze(60_000);
    jest.advanceTimersByTime(100);
    freeze(60_000);
    jest.advanceTimersByTime(100);
    await expect(outcome).resolves.toBeInstanceOf(DeadlineError);
    expect(jest.getTimerCount()).toBe(0);
  });
});
