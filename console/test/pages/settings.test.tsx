import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { sizeText } from '../../src/settings/sizes';
import { gateway, show, withFakeGateway } from './harness';

withFakeGateway();

test('each setting names its place, its variable, its value and where that comes from', async () => {
  const user = userEvent.setup();
  await show('/settings');
  await user.click(await screen.findByRole('link', { name: 'Journal' }));
  expect(window.location.pathname).toBe('/console/settings/journal');
  const table = await screen.findByRole('table', { name: 'Journal' });
  const row = within(table).getByRole('row', { name: /^journal.keep-calls/ });
  expect(row.textContent).toBe('journal.keep-callsJOURNAL_KEEP_CALLS30gateway.yaml, line 7');
});

test('the overview tells what is kept, and of which key', async () => {
  await show('/settings', 'zh');
  const kept = await screen.findByRole('region', { name: '保留的内容' });
  expect(kept.textContent).toMatch(/调用30 天.*正文7 天.*20 GB.*4 MB.*全部正文.*密钥 ci.*工号\\d\+/);
});

test('a change that was not taken over is told with its problems', async () => {
  gateway.configuration.problems.push({ path: 'log.level', message: 'LOUD is not a level <b>(line 9)</b>' });
  await show('/settings/log');
  await screen.findByText(/was not taken over/);
  await screen.findByText(/LOUD is not a level <b>\(line 9\)<\/b>/);
});

test('settings of all sections are searched', async () => {
  const user = userEvent.setup();
  await show('/settings');
  await user.type(await screen.findByRole('searchbox'), 'key ****');
  const table = await screen.findByRole('table');
  expect(within(table).getAllByRole('row')).toHaveLength(3);
  expect(within(table).getByRole('row', { name: /only as a variable LITELLM_API_KEY/ })).toBeTruthy();
  await user.clear(screen.getByRole('searchbox'));
  await screen.findByRole('region', { name: 'What is kept' });
});

test('values are text', async () => {
  await show('/settings/providers');
  await screen.findByText('<img src=x onerror=alert(4)>');
  expect(document.querySelector('#root img')).toBeNull();
});

test('a text is shown as the journal would keep it, as text', async () => {
  const user = userEvent.setup();
  await show('/settings');
  await user.type(await screen.findByLabelText('Text'), '<i>工号1234</i> li@example.com');
  await user.click(screen.getByRole('button', { name: 'Preview' }));
  await screen.findByText('2 places are masked.');
  await screen.findByText('<i>[redacted]</i> [redacted]');
});

test('without a client key the console says that everybody may look', async () => {
  await show('/settings');
  await screen.findByText(/whoever reaches its address/);
});

test('a section that is not there is named', async () => {
  await show('/settings/nothing');
  await screen.findByText('There is no section “nothing”.');
  await waitFor(() => expect(screen.queryByRole('table')).toBeNull());
});

test('sizes are written as settings write them', () => {
  expect([0, 4 << 20, 20 * 1024 ** 3, 1536].map(sizeText)).toEqual(['0 B', '4 MB', '20 GB', '1.5 KB']);
});
