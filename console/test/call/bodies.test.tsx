import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { FakeBody } from '../fake/bodies';
import { keep, recordWhere, show, success, useFakeGateway } from './harness';

const SENT: FakeBody = {
  kind: 'provider_request',
  attempt: 0,
  text: '{"model":"m","messages":[{"role":"user","content":"\\u4e3a\\u4ec0\\u4e48"}],"seed":12345678901234567890}',
};

function withBodies(...bodies: FakeBody[]) {
  const call = recordWhere(({ attempts, state }) => attempts.length === 1 && state === 'success');
  return keep(
    { ...call, attempts: [{ ...call.attempts[0]!, request_headers: [{ name: 'x-title', value: '中\u202e' }] }] },
    bodies,
  );
}

describe('the bodies of a call', () => {
  useFakeGateway();

  test('show what was sent, with its headers', async () => {
    const call = withBodies(SENT);
    const { container } = await show(call.id, 'sent');
    await waitFor(() => expect(container.textContent).toContain('"content": "为什么"'));
    expect(container.textContent).toContain('"seed": 12345678901234567890');
    expect(screen.getByText('x-title')).toBeTruthy();
    expect(container.textContent).toContain('中⟨U+202E⟩');
  });

  test('are shown byte for byte when they are raw', async () => {
    const call = withBodies(SENT);
    const { container } = await show(call.id, 'sent');
    await userEvent.click(screen.getByRole('button', { name: 'Raw' }));
    await waitFor(() => expect(container.querySelector('.rows-text')?.textContent).toContain('\\u4e3a\\u4ec0\\u4e48'));
  });

  test('are searched, folded and opened value by value', async () => {
    const call = withBodies(SENT);
    const { container } = await show(call.id, 'sent');
    await screen.findByText('"seed"');
    await userEvent.type(screen.getByLabelText('Search in the body'), '为什么');
    expect(await screen.findByText('1 of 1')).toBeTruthy();
    expect(container.querySelector('mark')?.textContent).toBe('为什么');
    await userEvent.click(container.querySelector('.row-current .row-text')!);
    const value = await screen.findByRole('region', { name: 'Value' });
    expect(value.textContent).toContain('messages[0].content');
    expect(value.querySelector('pre')?.textContent).toBe('为什么');
    await userEvent.clear(screen.getByLabelText('Search in the body'));
    await userEvent.click(screen.getAllByRole('button', { name: 'Fold' })[1]!);
    await waitFor(() => expect(container.querySelector('.rows')?.textContent).toContain('"messages": […]'));
  });

  test('can each be chosen and downloaded', async () => {
    const call = withBodies(
      { kind: 'client_request', text: '{"asked":1}' },
      SENT,
      { kind: 'provider_answer', attempt: 0, type: 'text/event-stream', text: 'event: delta\ndata: {"text":"好"}\n\n' },
      { kind: 'client_stream', type: 'text/event-stream', text: 'data: {"text":"好"}\n\n' },
      { kind: 'client_answer', text: '{"answered":1}' },
    );
    const { container } = await show(call.id, 'raw');
    const bodies = () => screen.getByRole('group', { name: 'Body' });
    expect([...bodies().querySelectorAll('button')].map(each => each.textContent?.split(' ·')[0])).toEqual([
      'Client request',
      'Provider request',
      'Provider answer',
      'Client stream',
      'Client answer',
    ]);
    await userEvent.click(screen.getByRole('button', { name: /^Provider answer/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Pretty' }));
    await waitFor(() => expect(container.querySelector('.rows-events')?.textContent).toContain('delta'));
    expect(screen.getByRole('link', { name: 'Download' }).getAttribute('href')).toBe(
      `/admin/api/calls/${call.id}/provider_answer/0`,
    );
  });

  test('say that they were cut, and show what was kept', async () => {
    const call = withBodies({ ...SENT, text: SENT.text.slice(0, 40), bytes: 5_000_000 });
    const { container } = await show(call.id, 'sent');
    expect(screen.getByText('Cut: 40 B of 5 MB kept')).toBeTruthy();
    await waitFor(() => expect(container.querySelector('.value-rest')).toBeTruthy());
    expect(screen.queryByText(/this is no valid JSON/)).toBeNull();
  });

  test('say how many places were masked', async () => {
    const call = withBodies({ ...SENT, text: '{"a":"[redacted] and [redacted]"}' });
    await show(call.id, 'sent', 'zh');
    expect(await screen.findByText('已脱敏：2 处')).toBeTruthy();
  });

  test('say where they stop being JSON', async () => {
    const call = withBodies({ ...SENT, text: '{"a":1,}' });
    await show(call.id, 'sent');
    expect(await screen.findByText(/From byte 6 on this is no valid JSON/)).toBeTruthy();
  });

  test('of a stream tell the times that are known, and lead to the one document', async () => {
    const call = withBodies(
      { kind: 'client_stream', type: 'text/event-stream', text: 'data: {"a":"好"}\n\n' },
      { kind: 'client_answer', text: '{"answered":1}' },
    );
    const { container } = await show(call.id, 'raw');
    expect(screen.getByText(/First token after .*single events have no times/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'As one document' }));
    await waitFor(() => expect(container.querySelector('.rows')?.textContent).toContain('{"answered":1}'));
  });

  test.each([
    ['off', /keep none/, /不保留/],
    ['expired', /expired/, /过期/],
    ['shed', /shed/, /丢弃/],
  ] as const)('that are %s are said to be so in both languages', async (state, english, chinese) => {
    const call = keep({ ...success(), payloads_state: state });
    const view = await show(call.id, 'raw');
    expect(screen.getByText(english)).toBeTruthy();
    view.unmount();
    await show(call.id, 'raw', 'zh');
    expect(screen.getByText(chinese)).toBeTruthy();
  });

  test('hold scripts and pictures only as text', async () => {
    const call = withBodies({
      ...SENT,
      type: 'text/html',
      text: '<script>alert(1)</script><img src=x onerror=alert(2)>',
    });
    const { container } = await show(call.id, 'sent');
    await waitFor(() => expect(container.querySelector('.rows')?.textContent).toContain('<script>'));
    expect(container.querySelector('script, img')).toBeNull();
  });
});
