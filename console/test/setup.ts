import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Pages and their texts are fetched as they are needed, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
});
