import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { makeCall } from '../fake/calls';
import { json, line, refusal } from '../fake/gateway';
import { Random } from '../fake/random';
import { answer, answerTails, show, tell, withFakeGateway } from './harness';

withFakeGateway();

const call = makeCall(new Random(3), 1, Date.now());
const snippet = () => document.querySelector('.connect-setup pre')?.textContent ?? '';

test('client and model stand in the address, and the snippet is made for them', async () => {
  const user = userEvent.setup();
  await show('/connect?client=codex&model=glm-5');
  await screen.findByRole('region', { name: 'Codex' });
  expect(snippet()).toContain('model = "glm-5"');
  expect(snippet()).toContain(`base_url = "${window.location.origin}/v1"`);
  await screen.findByText('In ~/.codex/config.toml');
  await user.click(screen.getByRole('link', { name: 'Anthropic SDK' }));
  expect(window.location.search).toBe('?client=anthropic&model=glm-5');
  const field = screen.getByRole('textbox', { name: /^Model/ });
  await user.clear(field);
  expect(snippet()).toContain('model="demo/story"');
  await user.type(field, 'fast');
  expect(window.location.search).toBe('?client=anthropic&model=fast');
  expect(snippet()).toContain(`base_url="${window.location.origin}"`);
});

test('whether a key is needed is told, and what a client needs besides', async () => {
  await show('/connect?client=dify', 'zh');
  await screen.findByText('此网关不需要密钥，填任意文本即可。');
  await screen.findByText(/^容器里的 localhost 是容器自己/);
  answer(/\/session$/, () => json({ login: 'open', key_id: 'web' }));
  await show('/connect?client=dify', 'zh');
  await screen.findByText(/^把 YOUR_CLIENT_KEY 换成您的客户端密钥/);
});

test('arrows go through the clients', async () => {
  const user = userEvent.setup();
  await show('/connect');
  const first = await screen.findByRole('link', { name: 'curl' });
  act(() => first.focus());
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  expect(document.activeElement?.textContent).toBe('OpenAI SDK (Python)');
});

test('the first call of a client is waited for, and leads to itself', async () => {
  const user = userEvent.setup();
  const tails = answerTails();
  await show('/connect');
  await user.click(await screen.findByRole('button', { name: 'Wait for the first call' }));
  await screen.findByText(/^Waiting for a call/);
  await waitFor(() => expect(tails).toHaveLength(1));
  tell(tails[0], { ...line(call), state: 'success', model: 'glm-5' });
  await screen.findByText('A call to glm-5 has come in.');
  expect(screen.getByRole('link', { name: 'Look at it' }).getAttribute('href')).toBe(`/console/calls/${call.id}`);
});

test('a first call that failed says by which code', async () => {
  const user = userEvent.setup();
  const tails = answerTails();
  await show('/connect', 'zh');
  await user.click(await screen.findByRole('button', { name: '等待首次调用' }));
  await waitFor(() => expect(tails).toHaveLength(1));
  tell(tails[0], { ...line(call), state: 'error', status: 502, code: 'upstream_error', model: 'glm-5' });
  await screen.findByText('已收到对 glm-5 的调用，但失败了：upstream_error。');
});

test('a refusal to follow the calls is told', async () => {
  const user = userEvent.setup();
  answer(/\/tail/, () => refusal(429, 'Eight pages follow the calls already.', 'rate_limit_exceeded'));
  await show('/connect');
  await user.click(await screen.findByRole('button', { name: 'Wait for the first call' }));
  await screen.findByText('Eight pages follow the calls already.');
});
