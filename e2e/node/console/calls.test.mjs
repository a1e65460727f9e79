// The list of calls: what its address holds, and calls as they end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, go, launch, made, quit, settled, TIMEOUT, until, url, visiting } from './browser.mjs';

before(launch);
after(quit);

const at = (page) => new URL(page.url()).searchParams;
const rows = (page) => page.locator('.call-row[id]');

function call(content, model = 'demo/echo') {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content }] });
  return fetch(`${url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

test('conditions survive a reload, and back takes them away', { timeout: TIMEOUT }, async () => {
  await visiting('conditions', {}, async (page) => {
    await go(page, '/calls?range=52w');
    await page.getByTitle('Only model-0', { exact: true }).click();
    await until(() => at(page).get('model') === 'model-0', 'the condition is in the address');
    await settled(page);
    const { total } = await api('sums?from=52w&model=model-0');
    const shown = new Intl.NumberFormat('en-US').format(total.calls);
    await until(async () => (await page.locator('.totals').innerText()).includes(shown), `${shown} calls are counted`);
    await page.reload();
    await settled(page);
    assert.equal(at(page).get('model'), 'model-0');
    await until(async () => (await page.locator('.totals').innerText()).includes(shown), 'the same after a reload');
    const models = await rows(page).evaluateAll((all) => all.map((each) => each.children[2].textContent));
    assert.ok(models.every((name) => name.startsWith('model-0')), models.join());
    await page.goBack();
    await until(() => !at(page).has('model'), 'back takes the condition away');
  });
});

test('the list follows calls, and waits while it is paused', { timeout: TIMEOUT }, async () => {
  await visiting('live', {}, async (page) => {
    await go(page, '/calls?live=1&model=demo/echo');
    await page.locator('.live-on').waitFor();
    await call('the first call that comes 第一次');
    await rows(page).filter({ hasText: 'the first call that comes 第一次' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await call('a call in the pause');
    await page.getByText(/\b1 new/).waitFor();
    assert.equal(await rows(page).filter({ hasText: 'a call in the pause' }).count(), 0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await rows(page).filter({ hasText: 'a call in the pause' }).waitFor();
  });
});

test('the greatest of a range come first', { timeout: TIMEOUT }, async () => {
  await visiting('greatest', {}, async (page) => {
    await go(page, '/calls?range=52w');
    await page.getByRole('columnheader', { name: 'Cost' }).getByRole('button').click();
    await until(() => at(page).get('top') === 'cost', 'the order is in the address');
    await settled(page);
    const { calls } = await api('calls?from=52w&top=cost&limit=1');
    await page.locator(`#row-${calls[0].id}`).waitFor();
  });
});

test('a body of 5 MB opens, and one that was cut says so', { timeout: TIMEOUT }, async () => {
  await visiting('bodies', {}, async (page) => {
    await go(page, `/calls/${made.large}?tab=raw&body=client_request`);
    const began = Date.now();
    await page.locator('.body-viewer').getByText('Part 0 第 0 部分', { exact: false }).first().waitFor();
    console.log(`# a body of 5 MB is shown after ${Date.now() - began} ms`);
    await go(page, `/calls/${made.cut}?tab=raw&body=client_request`);
    await page.locator('.badge-warning', { hasText: /cut/i }).first().waitFor();
  });
});

test('what a call contains runs nothing and fetches nothing', { timeout: TIMEOUT }, async () => {
  await visiting('hostile', {}, async (page) => {
    for (const tab of ['summary', 'conversation', 'sent', 'diff', 'raw']) {
      await go(page, `/calls/${made.hostile}?tab=${tab}`);
      assert.equal(await page.evaluate(() => window.hacked), undefined, tab);
      assert.equal(await page.locator('main script, main iframe, main object, main a[href^="javascript:"]').count(), 0, tab);
    }
    await go(page, `/calls?range=52w&call=${made.hostile}`);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  });
});

test('a body whose time is over says that it has expired', { timeout: TIMEOUT }, async () => {
  await visiting('expired', {}, async (page) => {
    const { calls } = await api('calls?from=52w&to=20w&limit=1');
    await until(async () => (await api(`calls/${calls[0].id}`)).payloads_state === 'expired', 'old bodies are deleted');
    await go(page, `/calls/${calls[0].id}?tab=sent`);
    await page.getByText(/expired/i).first().waitFor();
  });
});
