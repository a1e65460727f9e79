/** A preference that this browser keeps, and everybody who shows it. */
export interface Stored<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

const PREFIX = 'llmcallgateway.';

/** Declares a preference. A value in the store that `valid` refuses counts as none. */
export function stored<T>(name: string, otherwise: T, valid: (value: unknown) => boolean): Stored<T> {
  let value: T | undefined;
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  // Another window of the console chose, or the store was emptied (no key).
  window.addEventListener('storage', ({ key }) => {
    if (key !== null && key !== PREFIX + name) return;
    value = undefined;
    notify();
  });
  return {
    get() {
      value ??= read(PREFIX + name, otherwise, valid);
      return value;
    },
    set(next) {
      value = next;
      write(PREFIX + name, next);
      notify();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read<T>(key: string, otherwise: T, valid: (value: unknown) => boolean): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return valid(value) ? (value as T) : otherwise;
  } catch {
    return otherwise; // nothing kept, or the browser keeps nothing
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing loses a preference, no more
  }
}
