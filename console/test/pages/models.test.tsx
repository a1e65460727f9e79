import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { ModelDocument } from '../../src/api/catalogue';
import { sortModels } from '../../src/catalogue/modelOrder';
import { nameAtProvider, priceLines } from '../../src/catalogue/priceLines';
import { gateway, show, withFakeGateway } from './harness';

withFakeGateway();

function rowOf(table: HTMLElement, name: RegExp): HTMLElement {
  return within(table).getByRole('row', { name });
}

test('providers show where they come from and how they did, and lead to their calls', async () => {
  await show('/models');
  const table = await screen.findByRole('table', { name: 'Providers' });
  const anthropic = rowOf(table, /^Anthropic/);
  expect(anthropic.textContent).toContain('environment');
  expect(anthropic.textContent).toContain('****cdef');
  expect(within(anthropic).getByTitle('Show the calls of Anthropic').getAttribute('href')).toBe(
    '/console/calls?provider=anthropic',
  );
  const local = rowOf(table, /^local/);
  expect(local.textContent).toContain('gateway.yaml');
  expect(local.textContent).toContain('none');
});

test('names of gateway.yaml show their targets and their fallbacks', async () => {
  await show('/models');
  const groups = await screen.findByRole('table', { name: 'Names of gateway.yaml' });
  expect(within(groups).getByRole('columnheader', { name: 'Fallbacks' })).toBeDefined();
  const fast = within(groups).getByRole('row', { name: /^fast/ });
  expect(within(fast).getAllByRole('cell').at(-1)?.textContent).toBe('local/qwen3-coder:30b');
});

test('a provider shows which models failed lately and until when that counts', async () => {
  await show('/providers/moonshot');
  const failures = (await screen.findByText('Recent failures')).parentElement;
  expect(failures?.textContent).toMatch(/kimi-k2-0905-preview until \d\d:\d\d:\d\d/);
});

test('a test of a provider says at once how it went, in two clicks from anywhere', async () => {
  const user = userEvent.setup();
  await show('/models');
  await user.click(await screen.findByRole('button', { name: /^Test OpenAI/ }));
  await screen.findByText(/52 models · 312 ms/);
  await user.click(screen.getByRole('button', { name: /^Test local/ }));
  await screen.findByText(/refused the connection/);
  expect(document.querySelector('#root b b, #root [role=status] b')).toBeNull();
});

test('models are searched and filtered in the address', async () => {
  const user = userEvent.setup();
  await show('/models');
  const section = await screen.findByRole('region', { name: 'Models' });
  await user.type(within(section).getByRole('searchbox'), 'gpt');
  expect(window.location.search).toBe('?q=gpt');
  await waitFor(() => expect(section.textContent).toContain('2 of 8 models'));
  const table = within(section).getByRole('table');
  expect(rowOf(table, /^gpt-4o-mini/).textContent).toMatch(/\$0\.15.*\$0\.60.*openai 2026-09-23.*128K/);
  await user.selectOptions(within(section).getByRole('combobox'), 'anthropic');
  await screen.findByText(/No model fits/);
  await user.click(screen.getByRole('button', { name: 'Drop the search' }));
  expect(window.location.search).toBe('');
  await user.click(within(section).getByRole('button', { name: 'Input' }));
  expect(window.location.search).toBe('?sort=input');
  const [, first] = within(section).getAllByRole('row');
  expect(first?.textContent).toMatch(/^gpt-4o-mini/);
});

test('names from outside are text', async () => {
  await show('/models');
  await screen.findByText('<img src=x onerror=alert(3)>');
  expect(document.querySelector('#root img, [onerror]')).toBeNull();
});

test('models without a price come with lines for prices.yaml', async () => {
  await show('/models');
  await screen.findByText('Price unknown: 1');
  await screen.findByText(/name: "qwen3-coder:30b"/);
});

test('a provider that is off says how it is switched on', async () => {
  await show('/providers/deepseek');
  await screen.findByText('DEEPSEEK_API_KEY=your-key');
  await show('/providers/ollama');
  await screen.findByText(/ollama: \{\}/);
});

test('a test that costs tokens says so first, and leads to its call', async () => {
  const user = userEvent.setup();
  await show('/providers/anthropic');
  const panel = await screen.findByRole('region', { name: 'Test' });
  expect(panel.textContent).toContain('It costs nothing');
  await user.click(within(panel).getByRole('button', { name: 'Stream' }));
  expect(panel.textContent).toContain('The provider bills it');
  await user.type(within(panel).getByLabelText(/^Model/), 'claude-haiku-4-5');
  await user.click(within(panel).getByRole('button', { name: 'Test' }));
  await within(panel).findByText('It works.');
  expect(panel.textContent).toMatch(/claude-haiku-4-5.*13 in, 6 out.*\$0\.000129.*First token403 ms/);
  expect(within(panel).getByRole('link', { name: 'Open the call' }).getAttribute('href')).toBe(
    '/console/calls/01a22e81-fb37-7fff-952d-d16dcabb6f6e',
  );
});

test('a provider leads to its last call and latest errors', async () => {
  await show('/providers/openai', 'zh');
  const traffic = await screen.findByRole('region', { name: '最近 24 小时' });
  const last = gateway.calls.find(({ provider }) => provider === 'openai');
  await waitFor(() =>
    expect([...traffic.querySelectorAll('a')].map(link => link.getAttribute('href'))).toContain(
      `/console/calls/${last?.id}`,
    ),
  );
});

test('an address of no provider says so', async () => {
  await show('/providers/nobody');
  await screen.findByText('There is no provider “nobody”.');
});

test('lines of prices.yaml name the model as its provider gets it', () => {
  const models = [{ id: 'fast', targets: ['a/x', 'b/y: "z"'], calls24h: 0 }];
  expect(nameAtProvider({ model: 'a/m/n', provider: 'a', calls: 1 }, models)).toBe('m/n');
  expect(nameAtProvider({ model: 'other', provider: 'a', calls: 1 }, models)).toBe('other');
  expect(priceLines({ model: 'fast', provider: 'b', list: '9 b', calls: 1 }, models)).toBe(
    'lists:\n  "9 b":\n    models:\n      - { name: "y: \\"z\\"", prices: [ { input: "0.00", output: "0.00" } ] }',
  );
});

test('models without a figure come last', () => {
  const model = (id: string, input?: number): ModelDocument => ({
    id,
    calls24h: 0,
    ...(input === undefined ? {} : { price: { input, list: 'l', version: 'v' } }),
  });
  const sorted = sortModels([model('none'), model('dear', 9), model('free', 0)], 'input');
  expect(sorted.map(({ id }) => id)).toEqual(['free', 'dear', 'none']);
});
