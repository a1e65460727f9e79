import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { trialDocument } from '../../src/api/trials';
import { App } from '../../src/app/App';
import { chooseLocale } from '../../src/i18n/locale';
import { gateway, keep, recordWhere, useFakeGateway } from '../call/harness';

async function open(search: string): Promise<void> {
  window.history.replaceState(null, '', `/console/playground${search}`);
  await act(async () => void render(<App />));
}

async function writePrompt(text: string): Promise<void> {
  const field = await screen.findByRole('textbox', { name: 'User' });
  await userEvent.clear(field);
  await userEvent.click(field);
  await userEvent.paste(text);
}

const column = (number: number) => screen.getByRole('region', { name: `Column ${number}` });
const send = async (name = /^Send/) => userEvent.click(await screen.findByRole('button', { name }));

/** A call of which the request is kept as it was written. */
function asked(text: string, dialect = 'anthropic') {
  const record = recordWhere(({ state }) => state === 'success');
  return keep({ ...record, dialect, model: 'claude-sonnet-5', stream: true }, [{ kind: 'client_request', text }]);
}

describe('the playground', () => {
  useFakeGateway();

  test('sends one prompt to several models, and shows each answer with its figures', async () => {
    await open('?model=demo/story&model=kimi-k2');
    await writePrompt('为什么失败？<img src=x onerror=alert(1)>');
    await send(/Send 2 calls/);
    for (const number of [1, 2]) {
      await within(column(number)).findByText('It depends on the time zone: 时区。');
      await within(column(number)).findByText('$0.000041');
      within(column(number)).getByText(/^[\d.,]+K? → [\d.,]+K?$/);
    }
    expect(gateway.trials.map(({ dialect, body }) => [dialect, body.model])).toEqual([
      ['openai', 'demo/story'],
      ['openai', 'kimi-k2'],
    ]);
    expect(gateway.trials[0]?.body).toMatchObject({
      messages: [{ role: 'user', content: '为什么失败？<img src=x onerror=alert(1)>' }],
      stream: true,
      max_tokens: 1024,
    });
    expect(window.location.search).toBe('?model=demo/story&model=kimi-k2');
    expect(document.querySelector('[onerror]')).toBeNull();
    const [first, second] = gateway.calls.slice(0, 2).map(({ id }) => id);
    const link = await screen.findByRole('link', { name: 'Compare' });
    expect([`/console/compare?a=${first}&b=${second}`, `/console/compare?a=${second}&b=${first}`]).toContain(
      link.getAttribute('href'),
    );
  });

  test('says what a call would cost before it is made, and why there is no estimate', async () => {
    await open('?model=demo/story&model=nobody');
    await writePrompt('hello');
    await within(column(1)).findByText(/At most \$0\.00082 · 12 tokens in, 1,024 out/);
    await within(column(2)).findByText('No provider has the model nobody.');
    expect(gateway.trials).toHaveLength(0);
  });

  test('a refusal stands in its column in the gateway’s words, and is not sent again', async () => {
    await open('?model=dear&model=demo/story');
    await writePrompt('hello');
    await userEvent.selectOptions(screen.getByLabelText('Times'), '2');
    await send(/Send 4 calls/);
    await within(column(1)).findByText(/This call may cost \$2\.00/);
    await within(column(2)).findByRole('button', { name: 'Run 2' });
    await waitFor(() => expect(gateway.trials.filter(({ body }) => body.model === 'dear')).toHaveLength(1));
    expect(gateway.trials[0]?.max_usd).toBe(0.25);
  });

  test('stopping ends what runs, and what was still to come is not sent', async () => {
    await open('?model=demo/story');
    await writePrompt('hello');
    await userEvent.selectOptions(screen.getByLabelText('Times'), '5');
    await send();
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    await within(column(1)).findByText('Stopped');
    await screen.findByRole('button', { name: /^Send/ });
    expect(gateway.trials).toHaveLength(1);
  });

  test('another format is written as JSON and shown as raw events while it comes', async () => {
    await open('?model=claude-sonnet-5');
    await userEvent.selectOptions(await screen.findByLabelText('Format'), 'anthropic');
    await userEvent.click(screen.getByLabelText('The request as a client of this format writes it'));
    await userEvent.paste('{"max_tokens": 5,  "messages":[]}');
    await send();
    await within(column(1)).findByText('It depends on the time zone: 时区。');
    expect(gateway.trials[0]).toMatchObject({ dialect: 'anthropic', text: '{"max_tokens": 5,  "messages":[]}' });
  });

  test('tools that are no JSON are said so and nothing is sent', async () => {
    await open('?model=demo/story');
    await writePrompt('hello');
    const tools = screen.getByLabelText(/Tools \(JSON array\)/);
    await userEvent.click(tools);
    await userEvent.paste('{"type"');
    await screen.findByText('This has to be a JSON array.');
    expect(screen.getByRole('button', { name: 'Send' }).hasAttribute('disabled')).toBe(true);
    await userEvent.clear(tools);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Send' }).hasAttribute('disabled')).toBe(false));
  });

  test('a replay sends the request byte for byte, to the model of the column, as a replay', async () => {
    const text = '{ "model":"claude-sonnet-5","messages":[{"role":"user","content":"caf\\u00e9 时区"}],"n":1.0 }';
    const { id } = asked(text);
    await open(`?from=${id}`);
    await screen.findByDisplayValue(text);
    const model = await screen.findByLabelText('Model');
    await userEvent.clear(model);
    await userEvent.type(model, 'kimi-k2');
    await send();
    await within(column(1)).findByText('It depends on the time zone: 时区。');
    expect(gateway.trials[0]).toMatchObject({
      dialect: 'anthropic',
      model: 'kimi-k2',
      replay_of: id,
      max_usd: 1,
      text,
    });
    const compare = await screen.findByRole('link', { name: 'Compare with the original' });
    expect(compare.getAttribute('href')).toBe(`/console/compare?a=${id}&b=${gateway.calls[0]?.id}`);
  });

  test('an edited replay says so and can be restored', async () => {
    const { id } = asked('{"a":1}');
    await open(`?from=${id}`);
    const field = await screen.findByLabelText('Request');
    await userEvent.type(field, ' ');
    await userEvent.click(await screen.findByRole('button', { name: 'Restore the original' }));
    expect(screen.queryByText('Edited')).toBeNull();
  });

  test('a call without its request cannot be replayed, which is said in Chinese too', async () => {
    const { id } = keep(recordWhere(({ state }) => state === 'error'));
    chooseLocale('zh');
    await open(`?from=${id}`);
    await screen.findByText('这次调用的请求未保留，无法重放。');
  });

  test('only chats are replayed, and what is not is said', async () => {
    const { id } = keep({ ...recordWhere(({ state }) => state === 'success'), operation: 'embeddings' });
    await open(`?from=${id}`);
    await screen.findByText(/Only chats can be replayed here; this call is of the kind embeddings/);
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
  });

  test('Ctrl and Enter send from within the prompt', async () => {
    await open('?model=demo/story');
    await writePrompt('hello');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await within(column(1)).findByText('It depends on the time zone: 时区。');
    expect(gateway.trials).toHaveLength(1);
  });

  test('going on takes the answer into the prompt', async () => {
    await open('?model=demo/story');
    await writePrompt('hello');
    await send();
    await userEvent.click(await screen.findByRole('button', { name: 'Go on with this answer' }));
    expect((screen.getByRole('textbox', { name: 'Assistant' }) as HTMLTextAreaElement).value).toBe(
      'It depends on the time zone: 时区。',
    );
  });
});

test('the document around a request leaves its bytes alone', () => {
  const body = '{ "seed": 1.50, "text": "\\u65f6" }';
  const document = trialDocument({ dialect: 'openai', body, max_usd: 0.1 });
  expect(document).toContain(`"body":${body}}`);
  expect(JSON.parse(document)).toMatchObject({ dialect: 'openai', max_usd: 0.1 });
});
