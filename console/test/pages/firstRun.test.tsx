import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { makeCall } from '../fake/calls';
import { line, refusal } from '../fake/gateway';
import { Random } from '../fake/random';
import { answer, answerTails, gateway, show, tell, withFakeGateway } from './harness';

withFakeGateway(0);

/** A call of another program, which the gateway has kept. */
function endCall() {
  const call = makeCall(new Random(3), 1, Date.now());
  gateway.calls.unshift(call);
  return call;
}

test('the snippets of a first run have the real address in them', async () => {
  const user = userEvent.setup();
  answerTails();
  await show('/');
  await screen.findByText('Nothing has been called yet');
  const shown = () => document.querySelector('.first-program pre')?.textContent ?? '';
  expect(shown()).toContain(`curl ${window.location.origin}/v1/chat/completions`);
  expect(shown()).toContain('"model": "demo/story"');
  await user.click(screen.getByRole('button', { name: 'OpenAI SDK (Python)' }));
  expect(shown()).toContain(`base_url="${window.location.origin}/v1"`);
  await user.click(screen.getByRole('button', { name: 'Claude Code' }));
  expect(shown()).toContain(`ANTHROPIC_BASE_URL=${window.location.origin}\n`);
  await screen.findByText(/This gateway asks for no key/);
});

test('a call that is sent from here arrives, with its cost, its time and its bytes pointed at', async () => {
  const user = userEvent.setup();
  answerTails();
  await show('/');
  await user.click(await screen.findByRole('button', { name: 'Send a call' }));
  const arrival = await screen.findByRole('status', { name: 'Your first call' });
  expect(gateway.trials.map(({ body }) => body.model)).toEqual(['demo/story']);
  const id = gateway.calls[0]?.id;
  const cost = within(arrival).getByRole('link', { name: /What it cost/ });
  expect(cost.textContent).toContain('$0.000041');
  expect(cost.getAttribute('href')).toBe(`/console/calls/${id}?tab=cost`);
  expect(
    within(arrival)
      .getByRole('link', { name: /Where the time went/ })
      .getAttribute('href'),
  ).toBe(`/console/calls/${id}`);
  expect(
    within(arrival)
      .getByRole('link', { name: /What went over the wire/ })
      .getAttribute('href'),
  ).toBe(`/console/calls/${id}?tab=raw`);
  expect(document.querySelector('.first-text')?.textContent).toContain('It depends');
  await screen.findByText('Next: add a real key');
  await user.click(within(arrival).getByRole('button', { name: 'Show the overview' }));
  await screen.findByRole('region', { name: 'Figures of this range' });
});

test('a call of another program slides in as soon as it has ended', async () => {
  const tails = answerTails();
  await show('/', 'zh');
  await screen.findByText('还没有任何调用');
  await waitFor(() => expect(tails).toHaveLength(1));
  const call = endCall();
  tell(tails[0], line(call));
  const arrival = await screen.findByRole('status', { name: '您的第一次调用' });
  expect(within(arrival).getByRole('link', { name: '查看此次调用' }).getAttribute('href')).toBe(
    `/console/calls/${call.id}`,
  );
});

test('a stream of calls that ends is opened again, so that the first call is not missed', async () => {
  const tails = answerTails();
  await show('/');
  await waitFor(() => expect(tails).toHaveLength(1));
  tails[0]?.close();
  await waitFor(() => expect(tails).toHaveLength(2));
  tell(tails[1], line(endCall()));
  await screen.findByRole('status', { name: 'Your first call' });
});

test('a refusal to follow the calls, and one to send a call, are told', async () => {
  const user = userEvent.setup();
  answer(/\/tail/, () => refusal(429, 'Eight pages follow the calls already.', 'rate_limit_exceeded'));
  const better = answer(/\/try$/, () => refusal(503, 'The gateway is stopping.', 'stopping'));
  await show('/');
  await screen.findByText('Eight pages follow the calls already.');
  await user.click(screen.getByRole('button', { name: 'Send a call' }));
  const notice = (await screen.findByText('The gateway is stopping.')).parentElement as HTMLElement;
  better();
  await user.click(within(notice).getByRole('button'));
  await screen.findByRole('status', { name: 'Your first call' });
});
