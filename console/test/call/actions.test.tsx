import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { keep, show, success, useFakeGateway } from './harness';

describe('what can be done with a call', () => {
  useFakeGateway();

  async function copied(choose: string, body?: string): Promise<string> {
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const call = keep(success(), body === undefined ? [] : [{ kind: 'client_request', text: body }], {
      path: '/v1/messages',
    });
    await show(call.id, 'summary');
    await userEvent.click(screen.getAllByRole('button', { name: 'Copy' })[0]!);
    await userEvent.click(await screen.findByRole('menuitem', { name: choose }));
    await waitFor(() =>
      expect(written.mock.calls.length + screen.queryAllByText(/not kept/).length).toBeGreaterThan(0),
    );
    return written.mock.calls[0]?.[0] ?? '';
  }

  test('the same request as code, to this gateway', async () => {
    const code = await copied('curl', '{"q":"你好"}');
    expect(code).toContain(`'${window.location.origin}/v1/messages'`);
    expect(code).toContain(`--data-raw '{"q":"你好"}'`);
  });

  test('a link to the call', async () => {
    expect(await copied('Copy link')).toContain(`/console/calls/${success().id}`);
  });

  test('nothing is copied where the request was not kept', async () => {
    expect(await copied('Python')).toBe('');
    expect(screen.getByText('The request was not kept.')).toBeTruthy();
  });

  test('exports are offered by their format', async () => {
    await show(success().id, 'summary', 'zh');
    await userEvent.click(screen.getByRole('button', { name: '导出' }));
    const items = await screen.findAllByRole('menuitem');
    expect(items.map(item => item.textContent)).toEqual([
      'HAR（开发者工具）',
      'JSON Lines（全部内容）',
      'Cassette（vcrpy 测试）',
      'curl 脚本',
    ]);
  });
});
