import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { useKeyListener, useKeys } from '../../src/app/keys';

function Page({ run }: { run: (keys: string) => void }) {
  useKeyListener();
  useKeys(['j', 'c', 'g c', 'space', 'mod+k', '/'].map(keys => ({ keys, run: () => run(keys) })));
  return (
    <>
      <input aria-label="field" />
      <button type="button">button</button>
      <div role="menu">
        <span>inside a menu</span>
      </div>
    </>
  );
}

function page() {
  const run = vi.fn();
  render(<Page run={run} />);
  const press = (key: string, target: Element = document.body, more: KeyboardEventInit = {}) =>
    fireEvent.keyDown(target, { key, bubbles: true, ...more });
  return { run, press };
}

test('a key runs what is bound to it, and two in turn what is bound to both', () => {
  const { run, press } = page();
  press('j');
  press('g');
  press('c');
  press('c');
  press('k', document.body, { ctrlKey: true });
  expect(run.mock.calls.flat()).toEqual(['j', 'g c', 'c', 'mod+k']);
});

test('no key fires in a field, in a menu, or while an input method composes', () => {
  const { run, press } = page();
  press('j', screen.getByLabelText('field'));
  press('j', screen.getByText('inside a menu'));
  press('j', document.body, { isComposing: true });
  press('j', document.body, { keyCode: 229 });
  press('j', document.body, { altKey: true });
  expect(run).not.toHaveBeenCalled();
  press('k', screen.getByLabelText('field'), { ctrlKey: true });
  expect(run).toHaveBeenCalledWith('mod+k');
});

test('space stays with the button that has the focus', () => {
  const { run, press } = page();
  press(' ', screen.getByRole('button'));
  expect(run).not.toHaveBeenCalled();
  press(' ');
  expect(run).toHaveBeenCalledWith('space');
});
