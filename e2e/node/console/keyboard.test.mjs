// The console by keys alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, launch, made, quit, settled, TIMEOUT, until, visiting } from './browser.mjs';

before(launch);
after(quit);

const at = (page) => new URL(page.url()).searchParams;

test('keys alone lead from the list to each tab of a call and back', { timeout: TIMEOUT }, async () => {
  await visiting('keys', {}, async (page) => {
    await go(page, `/calls?range=52w&session=${made.session}`);
    await page.locator('.call-row[id]').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await until(() => at(page).get('call') === made.sessionCalls.at(-1), 'the newest call is open');
    await page.keyboard.press('j');
    await until(() => at(page).get('call') === made.sessionCalls.at(-2), 'the panel follows');
    for (const [number, tab] of ['summary', 'conversation', 'sent', 'diff', 'raw', 'cost', 'cache'].entries()) {
      await page.keyboard.press(String(number + 1));
      await page.locator(`#tab-${tab}[aria-selected=true]`).waitFor();
      await settled(page);
    }
    await page.keyboard.press('Enter');
    await until(() => new URL(page.url()).pathname.endsWith(`/calls/${made.sessionCalls.at(-2)}`), 'the call has its page');
    await page.goBack();
    await until(() => at(page).get('call') === made.sessionCalls.at(-2), 'back leads to the panel');
    await page.keyboard.press('Escape');
    await until(() => !at(page).has('call'), 'the panel is closed');
  });
});

test('keys lead to pages, and the map lists them', { timeout: TIMEOUT }, async () => {
  await visiting('key map', {}, async (page) => {
    await go(page, '/calls');
    for (const [key, path] of [['s', '/sessions'], ['n', '/connect'], ['c', '/calls']]) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await until(() => new URL(page.url()).pathname === `/console${path}`, `g ${key} leads to ${path}`);
      await settled(page);
    }
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Next call').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

test('no key acts while somebody types', { timeout: TIMEOUT }, async () => {
  await visiting('typing', {}, async (page) => {
    await go(page, '/calls?range=52w');
    const search = page.locator('main .search input');
    await search.waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('gclf1jk/?y x');
    assert.equal(await search.inputValue(), 'gclf1jk/?y x');
    assert.equal(new URL(page.url()).pathname, '/console/calls');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await until(() => at(page).get('q') === 'gclf1jk/?y x', 'it is searched for');
    assert.deepEqual([...at(page).keys()].sort(), ['q', 'range']);
  });
});
