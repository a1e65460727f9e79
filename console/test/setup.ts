import { cleanup, configure, prettyDOM } from '@testing-library/react';
import { afterEach, expect, vi } from 'vitest';
import { reachable } from '../src/api/connection';

// Pages and their texts are fetched as they are needed, which takes its time on a busy machine. What cannot be found is
// drawn once for the message of a failed test, not at each look.
configure({ asyncUtilTimeout: 10_000, getElementError });

// React keeps the stack of every element it makes.
Error.stackTraceLimit = 10;

/** Requests that went past the fake gateways: no test may need a network. */
const unanswered: string[] = [];

globalThis.fetch = address => {
  unanswered.push(String(address instanceof Request ? address.url : address));
  return Promise.reject(new TypeError('there is no network in tests'));
};

// The files of a worker share its window and its modules: nothing of a test may be left in them.
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
  window.dispatchEvent(new StorageEvent('storage', { key: null }));
  window.history.replaceState(null, '', '/');
  reachable();
  expect(unanswered.splice(0), 'requests that nothing answered').toEqual([]);
});

function getElementError(message: string | null, container: Element): Error {
  const error = new Error();
  error.name = 'TestingLibraryElementError';
  Object.defineProperty(error, 'message', { get: () => [message, prettyDOM(container)].filter(Boolean).join('\n\n') });
  return error;
}
