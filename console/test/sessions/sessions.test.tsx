import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { App } from '../../src/app/App';
import { chooseLocale } from '../../src/i18n/locale';
import { gateway, NOW, useFakeGateway } from '../call/harness';
import { type FakeCall, makeCall } from '../fake/calls';
import { Random } from '../fake/random';

async function open(address: string): Promise<void> {
  window.history.replaceState(null, '', `/console/${address}`);
  await act(async () => void render(<App />));
}

/** Adds calls of sessions to the gateway; the session and every other member are the test's. */
function add(count: number, each: (index: number) => Partial<FakeCall>): FakeCall[] {
  const random = new Random(5);
  const made = Array.from({ length: count }, (_, index) => {
    const at = NOW - 3_600_000 + index * 1000;
    return { ...makeCall(random, 500_000 + index, at), session_source: 'x-session-id', ...each(index) };
  });
  gateway.calls.push(...made);
  gateway.calls.sort((a, b) => b.at - a.at);
  return made;
}

const press = (key: string) => act(async () => void fireEvent.keyDown(document.body, { key, bubbles: true }));

describe('sessions', () => {
  useFakeGateway();

  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    return () => void vi.useRealTimers();
  });

  test('sessions are listed with their newest activity first, page by page', async () => {
    add(120, index => ({ session: `task-${index}`, question: `任务 ${index}`, model: 'glm-5' }));
    await open('sessions?model=glm-5');
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(51);
    expect(within(table).getAllByRole('link')[0]?.textContent).toBe('任务 119');
    await userEvent.click(screen.getByRole('button', { name: 'Show earlier sessions' }));
    await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(101));
    await userEvent.click(screen.getByRole('button', { name: 'Show earlier sessions' }));
    await screen.findByText('120 sessions in this range.');
    expect(within(table).getAllByRole('link').at(-1)?.textContent).toBe('任务 0');
  });

  test('a model in a row narrows the list, and a condition can be dropped again', async () => {
    add(2, index => ({ session: `task-${index}`, model: index === 0 ? 'glm-5' : 'fast' }));
    await open('sessions');
    await userEvent.click((await screen.findAllByTitle('Only sessions with calls of glm-5'))[0]!);
    expect(window.location.search).toBe('?model=glm-5');
    await screen.findByText('1 session in this range.');
    await userEvent.click(screen.getByRole('button', { name: 'Remove Model = glm-5' }));
    expect(window.location.search).toBe('');
  });

  test('J and K move the focus from session to session', async () => {
    add(3, index => ({ session: `task-${index}`, question: `任务 ${index}`, model: 'glm-5' }));
    await open('sessions?model=glm-5');
    await screen.findByRole('link', { name: '任务 2' });
    await press('j');
    await press('j');
    expect(document.activeElement?.textContent).toBe('任务 1');
    await press('k');
    expect(document.activeElement?.textContent).toBe('任务 2');
  });

  test('without sessions the page says how a client names one', async () => {
    await open('sessions?user=nobody');
    await screen.findByText(/No sessions in this range have calls with all of this/);
    await screen.findByText(/x-session-id/);
  });

  test('a session shows its source, its sums and each agent as a line of the chart', async () => {
    add(47, index => ({
      session: 'task',
      state: 'success',
      question: index === 0 ? '修复测试' : undefined,
    }));
    await open('sessions/task');
    await screen.findByRole('heading', { name: /修复测试/ });
    screen.getByText('47 calls');
    screen.getByText('x-session-id');
    screen.getByText('claude-cli 2.1.0');
    screen.getByText('sub-agent 1', { selector: '.session-agents li' });
    expect(screen.getByRole('link', { name: 'As a list of calls' }).getAttribute('href')).toContain('session=task');
    expect(document.querySelectorAll('.session-bar')).toHaveLength(47);
    await screen.findByText(/Conversation shortened: context/);
    await screen.findByText('lost at least $0.21 by cache misses');
    await act(async () => chooseLocale('zh'));
    await screen.findByText('缓存未命中至少损失 $0.21');
    await act(async () => chooseLocale('en'));
  });

  test('a thousand calls are fetched in pages of 200 and are all drawn', async () => {
    add(1000, () => ({ session: 'long', state: 'success' }));
    await open('sessions/long');
    const list = await screen.findByRole('list', { name: 'Calls of the session' });
    await waitFor(() => expect(within(list).getAllByRole('button')).toHaveLength(1000), { timeout: 20_000 });
    expect(gateway.asked.filter(path => path.includes('/sessions/long') && !path.includes('lost'))).toHaveLength(5);
    expect(document.querySelectorAll('.session-bar').length).toBeGreaterThan(900);
  });

  test('J and K walk the calls, the panel follows, and what is new stands below the call', async () => {
    const made = add(3, () => ({ session: 'task', state: 'success' }));
    await open('sessions/task');
    await screen.findByRole('list', { name: 'Calls of the session' });
    await press('j');
    await press('j');
    expect(window.location.search).toBe(`?call=${made[1]?.id}`);
    const panel = await screen.findByRole('complementary', { name: 'Call' });
    await waitFor(() => expect(panel.querySelector('.peek-id')?.textContent).toBe(made[1]?.id));
    await screen.findByText('New in this call');
    await press('k');
    expect(window.location.search).toBe(`?call=${made[0]?.id}`);
    await press('Enter');
    expect(window.location.pathname).toBe(`/console/calls/${made[0]?.id}`);
  });

  test('Escape closes the panel, and a click on the chart opens it', async () => {
    const made = add(3, () => ({ session: 'task', state: 'success' }));
    await open('sessions/task');
    const chart = await screen.findByRole('img', { name: /height is cost/ });
    await act(async () => void fireEvent.click(chart, { clientX: 2000 }));
    expect(window.location.search).toBe(`?call=${made[2]?.id}`);
    await press('Escape');
    expect(window.location.search).toBe('');
  });

  test('what agents and vendors name is text', async () => {
    add(1, () => ({
      session: '<img src=x onerror=alert(1)>',
      question: '<script>alert(2)</script>',
      state: 'success',
    }));
    await open(`sessions/${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
    await screen.findByRole('heading', { name: /<script>alert\(2\)<\/script>/ });
    expect(document.querySelector('[onerror], #root script')).toBeNull();
  });

  test('a session that is not known is said so in Chinese', async () => {
    chooseLocale('zh');
    await open('sessions/none');
    await screen.findByText(/没有这个会话/);
  });
});
