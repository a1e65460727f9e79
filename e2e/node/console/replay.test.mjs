// A recorded call is sent again, to other models, and its answers stand side by side.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, go, launch, made, quit, settled, TIMEOUT, visiting } from './browser.mjs';

before(launch);
after(quit);

test('a replay to another model is a call of its own, beside the first one', { timeout: TIMEOUT }, async () => {
  await visiting('replay', {}, async (page) => {
    await go(page, `/playground?from=${made.plain}`);
    const model = page.locator('.bench-column').first().getByLabel('Model');
    await model.fill('demo/echo');
    await page.locator('.bench-estimate').first().getByText('$', { exact: false }).waitFor();
    await page.getByRole('toolbar', { name: 'Send' }).getByRole('button', { name: 'Send' }).click();
    const compare = page.locator('.answer-actions').getByRole('link', { name: /compare/i });
    await compare.waitFor();

    const id = new URL(await compare.evaluate((link) => link.href)).searchParams.get('b');
    const replay = await api(`calls/${id}`);
    assert.equal(replay.replay_of, made.plain);
    assert.equal(replay.model, 'demo/echo');

    await compare.click();
    for (const part of ['gpt-4o-mini', 'demo/echo']) await page.locator('main').getByText(part).first().waitFor();
    await settled(page);
  });
});

test('a replay that could cost more than its limit is not sent', { timeout: TIMEOUT }, async () => {
  await visiting('replay limit', { allowed: [400] }, async (page) => {
    await go(page, `/playground?from=${made.plain}`);
    await page.locator('.bench-estimate').first().getByText('$', { exact: false }).waitFor();
    const before = (await api('calls?from=1h&model=gpt-4o-mini&limit=200')).calls.length;
    await page.locator('.bench-limit').fill('0');
    await page.getByRole('toolbar', { name: 'Send' }).getByRole('button', { name: 'Send' }).click();
    await page.locator('.bench-column').first().getByText('more than the $0 allowed').waitFor();
    assert.equal((await api('calls?from=1h&model=gpt-4o-mini&limit=200')).calls.length, before);
  });
});
