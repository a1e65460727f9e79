import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { SumsDocument } from '../../src/api/aggregates';
import { json, refusal } from '../fake/gateway';
import { answer, gateway, show, withFakeGateway } from './harness';

withFakeGateway();

function links(place: HTMLElement): [string, string | null][] {
  return within(place)
    .getAllByRole('link')
    .map(link => [link.textContent ?? '', link.getAttribute('href')]);
}

test('a group leads to its calls, and to those without a price apart', async () => {
  await show('/costs?range=7d&user=alice');
  const table = await screen.findByRole('table');
  const calls = gateway.calls.filter(({ user, model }) => user === 'alice' && model === 'qwen3-coder');
  const unpriced = calls.filter(({ cost }) => cost === 'unknown').length;
  const behind = '/console/calls?range=7d&user=alice&model=qwen3-coder';
  const row = within(table).getByRole('row', { name: /^qwen3-coder/ });
  expect(links(row)).toEqual(
    expect.arrayContaining([
      ['qwen3-coder', behind],
      [String(calls.length), behind],
    ]),
  );
  if (unpriced < calls.length) expect(links(row)).toContainEqual([`+${unpriced}?`, `${behind}&cost=unknown`]);
  expect(row.textContent).toMatch(unpriced < calls.length ? /\+\d+\?/ : /\?/);
});

test('the sum leads to the dearest calls, what it leaves out to those without a price', async () => {
  await show('/costs?range=7d', 'zh');
  const sum = (await screen.findByRole('link', { name: /^\$/ })).parentElement as HTMLElement;
  const unpriced = gateway.calls.filter(({ cost }) => cost === 'unknown').length;
  expect(links(sum)).toEqual(
    expect.arrayContaining([
      [`${unpriced} 次调用单价未知，未计入合计`, '/console/calls?range=7d&cost=unknown'],
      [expect.stringMatching(/^\$/), '/console/calls?range=7d&top=cost'],
    ]),
  );
});

test('models without a price lead to their calls', async () => {
  await show('/costs');
  const heading = await screen.findByRole('heading', { name: 'Models without a price' });
  const [first] = links(heading.parentElement as HTMLElement);
  const [provider, ...model] = (first?.[0] ?? '').split('/');
  const asked = new URLSearchParams(first?.[1]?.split('?')[1]);
  expect(Object.fromEntries(asked)).toEqual({ model: model.join('/'), provider, cost: 'unknown' });
});

test('the dimension stands in the address, a tag with its name', async () => {
  const user = userEvent.setup();
  await show('/costs?range=7d');
  await user.selectOptions(await screen.findByLabelText('By'), 'Tag …');
  expect(window.location.search).toBe('?range=7d&by=tag:team');
  await screen.findByRole('link', { name: '增长' });
  const name = screen.getByLabelText('Name of the tag');
  await user.clear(name);
  await user.type(name, 'nobody{Enter}');
  expect(window.location.search).toBe('?range=7d&by=tag:nobody');
  await screen.findByText('No call of this range has the tag “nobody”.');
});

test('an empty range names the conditions to drop', async () => {
  const user = userEvent.setup();
  await show('/costs?range=7d&model=nope&q=nothing', 'zh');
  const text = await screen.findByText(/此范围内没有同时满足这些条件的调用/);
  const place = within(text.parentElement as HTMLElement);
  await user.click(place.getByRole('button', { name: '移除条件 “nothing”' }));
  await user.click(place.getByRole('button', { name: '移除条件 模型 = nope' }));
  await screen.findByRole('table');
  expect(window.location.search).toBe('?range=7d');
});

test('sums that do not hold all calls say so', async () => {
  answer(/\/sums/, async (_, ordinary) =>
    json({ ...((await (await ordinary()).json()) as SumsDocument), exact: false }),
  );
  await show('/costs');
  await screen.findByText('Not all calls of this range were looked at: the sums are lower bounds.');
});

test('what cannot be fetched is told in the words of the gateway, and asked again', async () => {
  const user = userEvent.setup();
  const better = answer(/\/sums/, () => refusal(503, 'The journal is being repaired.', 'journal_unreadable'));
  await show('/costs');
  const notice = (await screen.findByText('The journal is being repaired.')).parentElement as HTMLElement;
  expect(screen.getByRole('button', { name: /CSV/ })).toHaveProperty('disabled', true);
  better();
  await user.click(within(notice).getByRole('button'));
  await screen.findByRole('table');
  await waitFor(() => expect(screen.queryByText('The journal is being repaired.')).toBeNull());
});
