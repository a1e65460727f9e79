import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { SumsDocument } from '../../src/api/aggregates';
import { json, refusal } from '../fake/gateway';
import { answer, gateway, show, withFakeGateway } from './harness';

withFakeGateway();

const DAY = 86_400_000;

function hrefs(place: HTMLElement): (string | null)[] {
  return within(place)
    .getAllByRole('link')
    .map(link => link.getAttribute('href'));
}

test('each figure of the range leads to the calls behind it, those without a price apart', async () => {
  await show('/?model=fast&model=qwen3-coder');
  const figures = await screen.findByRole('region', { name: 'Figures of this range' });
  const models = 'model=fast&model=qwen3-coder';
  const calls = gateway.calls.filter(
    ({ at, model }) => at > Date.now() - DAY && (model === 'fast' || model === 'qwen3-coder'),
  );
  const unpriced = calls.filter(({ cost }) => cost === 'unknown').length;
  expect(
    within(figures)
      .getByRole('link', { name: `Calls ${calls.length}` })
      .getAttribute('href'),
  ).toBe(`/console/calls?${models}`);
  expect(
    within(figures)
      .getByRole('link', { name: `+ ${unpriced} unpriced` })
      .getAttribute('href'),
  ).toBe(`/console/calls?${models}&cost=unknown`);
  expect(hrefs(figures)).toEqual(
    expect.arrayContaining([
      `/console/calls?${models}&top=cost`,
      `/console/calls?${models}&state=error&state=refused&state=stopped`,
      `/console/calls?${models}&cache=hit`,
      `/console/calls?${models}&top=first`,
      `/console/calls?${models}&top=total`,
      '/console/calls?live=1',
    ]),
  );
});

test('who spends most is told by key, user, tag and session, in the address', async () => {
  const user = userEvent.setup();
  await show('/?range=7d');
  const spenders = await screen.findByRole('region', { name: 'Top spenders' });
  expect((await within(spenders).findByRole('link', { name: 'ci' })).getAttribute('href')).toBe(
    '/console/calls?range=7d&key=ci&top=cost',
  );
  await user.click(within(spenders).getByRole('button', { name: 'Tag' }));
  expect(window.location.search).toBe('?range=7d&by=tag');
  expect((await within(spenders).findByRole('link', { name: '增长' })).getAttribute('href')).toBe(
    `/console/calls?range=7d&tag.team=${encodeURIComponent('增长')}&top=cost`,
  );
  expect(within(spenders).getByRole('link', { name: 'All of them under Costs' }).getAttribute('href')).toBe(
    '/console/costs?range=7d&by=tag:team',
  );
});

test('the dearest call and each error code lead to themselves', async () => {
  await show('/?range=7d');
  const worst = await screen.findByRole('region', { name: 'Worst' });
  const dearest = gateway.calls.toSorted((a, b) => b.nano_usd - a.nano_usd)[0];
  await waitFor(() => expect(hrefs(worst)).toContain(`/console/calls/${dearest?.id}?tab=cost`));
  await waitFor(() => expect(hrefs(worst)).toContain('/console/calls?range=7d&code=upstream_error'));
});

test('an empty range names the conditions to drop', async () => {
  const user = userEvent.setup();
  await show('/?range=7d&state=error&user=nobody&q=warum', 'zh');
  const text = await screen.findByText(/此范围内没有同时满足这些条件的调用/);
  const place = within(text.parentElement as HTMLElement);
  expect(place.getAllByRole('button').map(button => button.textContent)).toEqual([
    '“warum”',
    '状态 = 出错',
    '用户 = nobody',
  ]);
  await user.click(place.getByRole('button', { name: '移除条件 “warum”' }));
  await user.click(place.getByRole('button', { name: '移除条件 用户 = nobody' }));
  expect(window.location.search).toBe('?range=7d&state=error');
  await screen.findByRole('region', { name: '此时段的数据' });
});

test('figures that do not hold all calls say so', async () => {
  answer(/\/sums\?.*by=model/, async (_, ordinary) => {
    const document = (await (await ordinary()).json()) as SumsDocument;
    return json({ ...document, exact: false, looked_until: new Date(Date.now() - 3_600_000).toISOString() });
  });
  await show('/');
  await screen.findByText(/^Counted back to .*the figures are the least there is\.$/);
  expect(screen.getByRole('link', { name: /^Calls ≥/ })).toBeTruthy();
});

test('what cannot be fetched is told in the words of the gateway, and asked again', async () => {
  const user = userEvent.setup();
  const better = answer(/by=code/, () => refusal(503, 'The journal is being repaired.', 'journal_unreadable'));
  await show('/');
  const notice = (await screen.findByText('The journal is being repaired.')).parentElement as HTMLElement;
  better();
  await user.click(within(notice).getByRole('button'));
  await waitFor(() => expect(screen.queryByText('The journal is being repaired.')).toBeNull());
  await screen.findByRole('link', { name: 'upstream_error' });
});
