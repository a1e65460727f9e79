import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { gateway, keep, recordWhere, show, success, useFakeGateway } from './harness';

const HOSTILE = '<img src=x onerror=alert(1)>\u202e\u001b[31m';

describe('the summary of a call', () => {
  useFakeGateway();

  test('says what was asked, sent, returned and got, with cost, times and tokens', async () => {
    const call = recordWhere(({ model, state }) => model === 'fast' && state === 'success');
    await show(call.id, 'summary');
    const way = screen.getAllByRole('list')[0]!;
    expect(within(way).getByText('fast')).toBeTruthy();
    expect(within(way).getAllByText('gpt-4o-mini')).toHaveLength(2);
    expect(screen.getAllByText(/200/).length).toBeGreaterThan(0);
    expect(screen.getByText('Where the time went')).toBeTruthy();
  });

  test('leads from the key, session, user and tags to the calls that have the same', async () => {
    const call = recordWhere(({ client }) => client.session !== undefined && client.user !== undefined);
    await show(call.id, 'summary');
    const links = screen.getAllByTitle('Show calls with the same value').map(link => link.getAttribute('href'));
    const value = (name: string, text: string) =>
      expect.stringContaining(`${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
    expect(links).toEqual([
      value('key', call.client.key),
      value('session', call.client.session!),
      value('user', call.client.user!),
      value('tag.team', call.tags!.team!),
    ]);
    expect(links.every(link => link?.startsWith('/console/calls?'))).toBe(true);
  });

  test('tells whose fault a failure is and what to do, in both languages', async () => {
    const call = recordWhere(({ error }) => error?.code === 'rate_limit_exceeded');
    const view = await show(call.id, 'summary');
    const card = screen.getByRole('region', { name: 'Too many requests' });
    expect(card.textContent).toContain(`Fault: ${call.error?.provider}`);
    expect(card.textContent).toContain('Wait and try again');
    expect(card.textContent).toContain(call.error?.message);
    view.unmount();
    await show(call.id, 'summary', 'zh');
    expect(screen.getByRole('region', { name: '请求过于频繁' }).textContent).toContain('责任方');
  });

  test('gives the message and the origin of a code that it does not know', async () => {
    const call = recordWhere(({ error }) => error !== undefined);
    const error = { ...call.error!, kind: 'new_kind', code: 'teapot', message: HOSTILE, fault: 'gateway' as const };
    keep({ ...call, error });
    const { container } = await show(call.id, 'summary');
    const card = screen.getByRole('region', { name: 'The gateway refused the call' });
    expect(card.textContent).toContain('teapot');
    expect(card.textContent).toContain('<img src=x onerror=alert(1)>⟨U+202E⟩⟨ESC⟩[31m');
    expect(container.querySelector('img')).toBeNull();
  });

  test('shows each attempt with its reason and the one that answered', async () => {
    const call = recordWhere(({ attempts, state }) => attempts.length === 2 && state === 'success');
    await show(call.id, 'summary');
    expect(screen.getByText('fallback')).toBeTruthy();
    expect(screen.getByText('answered the client')).toBeTruthy();
    expect(screen.getAllByRole('row')).toHaveLength(3);
  });

  test('lists the losses', async () => {
    const call = recordWhere(({ losses_list }) => losses_list !== undefined);
    await show(call.id, 'summary');
    expect(within(screen.getByRole('region', { name: 'Losses (1)' })).getByText('logit_bias')).toBeTruthy();
  });

  test('is in Chinese without English words of the console', async () => {
    await show(success().id, 'summary', 'zh');
    expect(screen.getByText('时间花在哪里')).toBeTruthy();
    expect(screen.getByRole('tab', { name: /对话/ })).toBeTruthy();
    expect(screen.queryByText('Where the time went')).toBeNull();
  });
});

describe('a call', () => {
  useFakeGateway();

  test('that does not exist says so, leads back and is not asked for again and again', async () => {
    showWithoutTabs('no-such-call');
    expect(await screen.findByText('There is no such call')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to Calls' })).toBeTruthy();
    await waitFor(() => expect(asked('no-such-call')).toBe(2));
    await new Promise(settled => setTimeout(settled));
    expect(asked('no-such-call')).toBe(2);
  });

  test('that still runs is followed until it has ended', async () => {
    const call = success();
    const all = gateway.calls.splice(0);
    const { id, time, dialect, key, question } = all.find(each => each.id === call.id)!;
    gateway.runningNow = [{ id, time, dialect, stream: true, model: 'slow-model', key, question }];
    showWithoutTabs(id);
    expect(await screen.findByText('This call is running')).toBeTruthy();
    expect(screen.getByText('slow-model')).toBeTruthy();
    gateway.calls.push(...all);
    gateway.runningNow = [];
    expect(await screen.findByRole('tab', { name: /Summary/ }, { timeout: 4000 })).toBeTruthy();
  });

  test('changes its tab by keys, and between tabs by the arrows', async () => {
    const onTab = vi.fn();
    await show(success().id, 'summary', 'en', onTab);
    screen.getByRole('tab', { name: /Summary/ }).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(onTab).toHaveBeenLastCalledWith('conversation');
    await userEvent.click(screen.getByRole('tab', { name: /Cost/ }));
    expect(onTab).toHaveBeenLastCalledWith('cost');
  });
});

function showWithoutTabs(id: string): void {
  void show(id, 'summary').catch(() => undefined); // there is no panel of a tab to wait for
}

function asked(id: string): number {
  return gateway.asked.filter(address => address.endsWith(`/calls/${id}`)).length;
}
