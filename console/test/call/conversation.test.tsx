import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { bodyOf, PICTURE } from '../fake/conversations';
import { gateway, keep, show, success, useFakeGateway } from './harness';

const user = (text: string) => ({ role: 'user', type: 'text', text, json: { role: 'user', content: text } }) as const;
const reply = (text: string) =>
  ({ role: 'assistant', type: 'text', text, json: { role: 'assistant', content: text } }) as const;

async function talk(asked: Parameters<typeof bodyOf>[1], answered: Parameters<typeof bodyOf>[1] = [reply('好')]) {
  const call = keep(success(), [bodyOf('client_request', asked), bodyOf('client_answer', answered)]);
  return show(call.id, 'conversation');
}

describe('the conversation of a call', () => {
  useFakeGateway();

  test('shows Markdown as elements', async () => {
    const { container } = await talk(
      [user('为什么？')],
      [reply('**因为** `x`\n\n- 一\n- 二\n\n[页](https://example.org)')],
    );
    expect((await screen.findByText('因为')).tagName).toBe('STRONG');
    expect(container.querySelectorAll('.markdown li')).toHaveLength(2);
    expect(screen.getByRole('link', { name: '页' }).getAttribute('rel')).toContain('noopener');
    expect(screen.getByText('this answer')).toBeTruthy();
  });

  test.each([
    ['a script', '<script>window.hacked = true</script>', '<script>'],
    ['a picture with a handler', '<img src=x onerror="window.hacked = true">', '<img src=x'],
    ['a drawing', '<svg onload="window.hacked = true"><a href="javascript:alert(1)">x</a></svg>', '<svg onload'],
    [
      'an address of a script',
      '[x](javascript:alert(1)) [y](data:text/html,<script>1</script>)',
      '[x](javascript:alert(1))',
    ],
    ['a remote picture', '![pixel](https://tracker.example/pixel.png)', 'https://tracker.example'],
    ['a table with HTML', '| a |\n|---|\n| <iframe src="https://example.org"> |', '<iframe'],
  ])('shows %s as text', async (_, text, shown) => {
    const { container } = await talk([user(text)], [reply(text)]);
    await waitFor(() => expect(container.querySelectorAll('.markdown')).toHaveLength(2));
    expect(container.querySelector('script, img, iframe, .markdown svg, .markdown a')).toBeNull();
    expect((window as { hacked?: boolean }).hacked).toBeUndefined();
    expect(container.textContent).toContain(shown);
  });

  test('shows characters that turn text or act on terminals', async () => {
    const { container } = await talk([user('safe\u202egnp.exe \u001b[2J')]);
    await waitFor(() => expect(container.textContent).toContain('safe⟨U+202E⟩gnp.exe ⟨ESC⟩[2J'));
  });

  test('copes with deep nesting and enormous lines', async () => {
    const { container } = await talk(
      [user(`${'>'.repeat(1500)} deep`), user('*'.repeat(1900))],
      [reply('x'.repeat(1999))],
    );
    await waitFor(() => expect(container.textContent).toContain('deep'));
  });

  test('joins a tool call with its result', async () => {
    await talk([
      user('test it'),
      {
        role: 'assistant',
        type: 'tool_call',
        name: 'bash',
        ref: 'c1',
        text: '{"n":12345678901234567890}',
        target: 'npm test',
        json: {},
      },
      { role: 'tool', type: 'tool_result', ref: 'c1', text: '214 passed', json: {} },
      { role: 'tool', type: 'tool_result', ref: 'lost', text: 'nobody asked', json: {} },
    ]);
    const tool = screen.getByRole('region', { name: 'Tool call bash' });
    expect(within(tool).getByText('214 passed')).toBeTruthy();
    expect(within(tool).getByText('npm test')).toBeTruthy();
    expect(tool.textContent).toContain('"n": 12345678901234567890');
    expect(within(tool).queryByText('nobody asked')).toBeNull();
    expect(screen.getByText('nobody asked')).toBeTruthy();
  });

  test('folds reasoning, instructions and the definitions of tools', async () => {
    const { container } = await talk(
      [
        { role: 'tools', type: 'tool_definition', name: 'bash', text: 'Runs a command.', json: {} },
        { role: 'system', type: 'text', text: 'Be careful.', cached: '1h', json: {} },
        user('go'),
      ],
      [{ role: 'assistant', type: 'reasoning', text: 'Let me think.', json: {} }, reply('done')],
    );
    expect(container.querySelectorAll('details:not([open])').length).toBeGreaterThanOrEqual(3);
    expect(screen.getByText('1 tool')).toBeTruthy();
    expect(screen.getByText('cached up to here, 1h')).toBeTruthy();
  });

  test('draws a picture from the bytes in the body, never from an address', async () => {
    const remote = 'https://tracker.example/pixel.png';
    const { container } = await talk([
      {
        role: 'user',
        type: 'image',
        media_type: 'image/png',
        json: { type: 'image', source: { media_type: 'image/png', data: PICTURE } },
      },
      { role: 'user', type: 'image', text: remote, json: { type: 'image_url', image_url: { url: remote } } },
      {
        role: 'user',
        type: 'image',
        media_type: 'image/svg+xml',
        json: { url: `data:image/svg+xml;base64,${btoa('<svg onload="alert(1)"/>'.repeat(9))}` },
      },
    ]);
    await waitFor(() => expect(container.querySelectorAll('img')).toHaveLength(1));
    expect(container.querySelector('img')?.getAttribute('src')).toMatch(/^blob:/);
    expect(screen.getByText(remote)).toBeTruthy();
    expect(gateway.asked.some(address => address.includes('tracker'))).toBe(false);
  });

  test('fetches the rest of a long text when it is asked for', async () => {
    const { container } = await talk([user(`${'长'.repeat(2500)}末尾`)]);
    expect(container.textContent).not.toContain('末尾');
    await userEvent.click(await screen.findByRole('button', { name: /Show all/ }));
    await waitFor(() => expect(container.textContent).toContain('末尾'));
  });

  test('shows what it does not know as JSON', async () => {
    const { container } = await talk([{ role: 'other', type: 'unknown', json: { strange: ['部分', 1.0] } }, user('x')]);
    await userEvent.click(screen.getByText('messages[0]'));
    await waitFor(() => expect(container.textContent).toContain('"strange": ['));
  });

  test('keeps earlier turns back until they are wanted', async () => {
    const turns = Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? user(`问题 ${n}`) : reply(`回答 ${n}`)));
    await talk([...turns, user('最后的问题')]);
    expect(screen.queryByText('问题 0')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show 42 earlier turns' }));
    expect(await screen.findByText('问题 0')).toBeTruthy();
  });

  test('says that bodies expired, and why an outline is not complete', async () => {
    const call = success();
    keep({ ...call, payloads_state: 'expired' });
    const view = await show(call.id, 'conversation', 'zh');
    expect(await screen.findByText(/正文已过期/)).toBeTruthy();
    view.unmount();
    const body = bodyOf('client_request', [user('x')]);
    keep(call, [{ ...body, bytes: 900_000, outline: { ...body.outline!, complete: false, problem: 'Only 9 bytes.' } }]);
    await show(call.id, 'conversation');
    expect(await screen.findByText(/Not everything could be read/)).toBeTruthy();
    expect(screen.getByText(/Cut: .* of 900 kB kept/)).toBeTruthy();
  });

  test('shows plain text where that is chosen', async () => {
    await talk([user('**not bold**')]);
    await userEvent.click(screen.getByRole('button', { name: 'Plain text' }));
    expect(screen.getByText('**not bold**')).toBeTruthy();
  });
});
