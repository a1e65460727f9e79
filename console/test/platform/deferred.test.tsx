import { render, screen } from '@testing-library/react';
import type { ComponentType } from 'react';
import { expect, test } from 'vitest';
import { ErrorBoundary } from '../../src/app/ErrorBoundary';
import { Deferred, DeferredView } from '../../src/platform/deferred';

type Module = { default: ComponentType<{ name: string }> };

const Greeting = ({ name }: { name: string }) => <p>你好 {name}</p>;

test('what waits stands there until the code has come, and the component follows at once', async () => {
  let deliver = (_: Module): void => undefined;
  const greeting = new Deferred(() => new Promise<Module>(resolve => (deliver = resolve)));
  render(<DeferredView of={greeting} props={{ name: '鲁迅' }} waiting={<p>Loading</p>} />);
  expect(screen.getByText('Loading')).toBeTruthy();
  const asked = performance.now();
  deliver({ default: Greeting });
  expect(await screen.findByText('你好 鲁迅')).toBeTruthy();
  expect(performance.now() - asked).toBeLessThan(250); // React's own way takes 300 ms
});

test('what was fetched before is there at once', async () => {
  const greeting = new Deferred(async () => ({ default: Greeting }));
  await greeting.fetch();
  render(<DeferredView of={greeting} props={{ name: 'Ada' }} waiting={<p>Loading</p>} />);
  expect(screen.getByText('你好 Ada')).toBeTruthy();
});

test('code that cannot be fetched is an error of the page, and is asked for again', async () => {
  let times = 0;
  const greeting = new Deferred(async () => {
    if (times++ === 0) throw new Error('gone');
    return { default: Greeting };
  });
  const quiet = console.error;
  console.error = () => undefined; // React tells of what a boundary catches
  try {
    const { unmount } = render(
      <ErrorBoundary>
        <DeferredView of={greeting} props={{ name: 'Ada' }} waiting={<p>Loading</p>} />
      </ErrorBoundary>,
    );
    await screen.findByRole('alert');
    unmount();
  } finally {
    console.error = quiet;
  }
  render(<DeferredView of={greeting} props={{ name: 'Ada' }} waiting={<p>Loading</p>} />);
  expect(await screen.findByText('你好 Ada')).toBeTruthy();
});
