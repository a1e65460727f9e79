import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { App } from '../../src/app/App';
import { addressOfView } from '../../src/pages/calls/Views';
import { FakeGateway } from '../fake/gateway';

const NOW = Date.now();
let gateway: FakeGateway;

beforeEach(() => {
  gateway = new FakeGateway({ calls: 600, now: NOW });
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) =>
    gateway.handle(new Request(new URL(path, 'http://localhost'), init)),
  );
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});

async function open(search: string, path = '/console/calls'): Promise<HTMLElement> {
  window.history.replaceState(null, '', path + search);
  await act(async () => void render(<App />));
  return screen.findByRole('grid');
}

async function rows(): Promise<HTMLElement[]> {
  return waitFor(() => {
    const found = screen.getAllByRole('row').slice(1);
    if (found.length < 2) throw new Error('no rows yet');
    return found;
  });
}

test('questions of any kind are text: nothing in them becomes an element', async () => {
  await open('?q=%3Cscript');
  const [first] = await rows();
  expect(first?.textContent).toContain('<script>alert(1)</script><img src=x onerror=alert(2)>');
  expect(document.querySelector('#root script, [onerror], .call-row img')).toBeNull();
});

test('a click on a value shows only those, a click on its sign shows all but those', async () => {
  const user = userEvent.setup();
  await open('?range=7d');
  await user.click(await screen.findByTitle('Only kimi-k2'));
  expect(window.location.search).toBe('?range=7d&model=kimi-k2');
  await waitFor(() => expect(gateway.asked.some(path => /\/calls\?.*model=kimi-k2/.test(path))).toBe(true));
  await waitFor(async () => {
    for (const row of await rows()) expect(row.textContent).toContain('kimi-k2');
  });
  await user.click(screen.getByRole('button', { name: 'Without kimi-k2' }));
  expect(window.location.search).toBe('?range=7d&not.model=kimi-k2');
  await user.click(await screen.findByRole('button', { name: 'Remove Model ≠ kimi-k2' }));
  expect(window.location.search).toBe('?range=7d');
});

test('the keyboard walks the list, opens the panel, follows in it and closes it', async () => {
  await open('?range=7d');
  await rows();
  const press = (key: string) => act(async () => void fireEvent.keyDown(document.body, { key, bubbles: true }));
  await press('j');
  await press('j');
  await press('Enter');
  expect(new URLSearchParams(window.location.search).get('call')).toBe(gateway.calls[1]?.id);
  const panel = await screen.findByRole('complementary', { name: 'Call' });
  await within(panel).findByRole('tab', { name: /Summary/ });
  await press('j');
  expect(new URLSearchParams(window.location.search).get('call')).toBe(gateway.calls[2]?.id);
  await press('Escape');
  expect(window.location.search).toBe('?range=7d');
  expect(screen.queryByRole('complementary', { name: 'Call' })).toBeNull();
});

test('a click on a column of figures shows the greatest of the range', async () => {
  const user = userEvent.setup();
  await open('?range=7d');
  await user.click(screen.getByTitle('Show the greatest Cost of this range'));
  expect(window.location.search).toBe('?range=7d&top=cost');
  await screen.findByText('The 200 greatest by Cost in this range.');
  const greatest = gateway.calls.toSorted((a, b) => b.nano_usd - a.nano_usd)[0];
  await waitFor(async () => expect((await rows())[0]?.id).toBe(`row-${greatest?.id}`));
});

test('an empty list names the conditions to drop', async () => {
  window.history.replaceState(null, '', '/console/calls?model=fast&user=nobody');
  await act(async () => void render(<App />));
  const text = await screen.findByText(/No calls in this range have all of this/);
  const place = within(text.parentElement as HTMLElement);
  await userEvent.click(place.getByRole('button', { name: 'Remove User = nobody' }));
  expect(window.location.search).toBe('?model=fast');
  await rows();
});

test('without a key the login comes first, and leads back', async () => {
  gateway.key = 'secret';
  const user = userEvent.setup();
  window.history.replaceState(null, '', '/console/calls?model=fast');
  await act(async () => void render(<App />));
  const field = await screen.findByLabelText('Client key');
  expect(new URLSearchParams(window.location.search).get('next')).toBe('/console/calls?model=fast');
  await user.type(field, 'wrong');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByText('This key is not known to the gateway.');
  await user.clear(field);
  await user.type(field, 'secret');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByRole('grid');
  expect(window.location.pathname + window.location.search).toBe('/console/calls?model=fast');
});

test('parts of an address that are not known are named', async () => {
  await open('?modle=fast');
  await screen.findByText(/parts that are not known here.*modle/);
});

test('a view keeps conditions and columns, and names what it holds that is gone', async () => {
  const user = userEvent.setup();
  await open('?range=7d&model=kimi-k2&cols=time,cost');
  await user.click(screen.getByRole('button', { name: 'Views' }));
  await user.type(await screen.findByLabelText('Name of the view'), '月之暗面');
  await user.click(screen.getByRole('button', { name: 'Keep' }));
  await screen.findByRole('button', { name: '月之暗面' });
  const { views } = (await (await fetch('/admin/api/views')).json()) as { views: { id: string }[] };
  expect(views).toEqual([
    { id: expect.any(String), name: '月之暗面', query: 'range=7d&model=kimi-k2', columns: ['time', 'cost'] },
  ]);
  expect(addressOfView({ id: 'v', name: 'old', query: 'range=7d&gone=1', columns: ['time'] })).toBe(
    '/calls?range=7d&gone=1&cols=time&view=v',
  );
});
