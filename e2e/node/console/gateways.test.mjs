// Gateways in other states: new, stopped and back, with a key.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { go, keyedUrl, launch, made, quit, settled, TIMEOUT, until, visit, visiting } from './browser.mjs';
import { has } from './pages.mjs';

const key = process.env.GATEWAY_LOGIN_KEY;
const folder = process.env.GATEWAY_SPARE_FOLDER;
let own;

before(async () => {
  await launch();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  writeFileSync(`${folder}/.env`, `PORT=${port}\n`);
  own = { url: `http://127.0.0.1:${port}` };
  await start();
});

after(async () => {
  await stop();
  await quit();
});

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function start() {
  const out = openSync(`${folder}/out.log`, 'a');
  own.process = spawn(process.env.GATEWAY_COMMAND, { cwd: folder, stdio: ['ignore', out, out] });
  await until(() => fetch(`${own.url}/health`).then((answer) => answer.ok, () => false), 'the gateway answers', 60_000);
}

function stop() {
  return new Promise((resolve) => {
    own.process.once('exit', resolve);
    own.process.kill('SIGTERM');
  });
}

if (has('overview')) {
  test('a newcomer sends a first call and sees it through within 30 s', { timeout: TIMEOUT }, async () => {
    await visiting('newcomer', { base: own.url }, async (page) => {
      const began = Date.now();
      await go(page, '/', own.url);
      await page.locator('.first-send button').first().click();
      await page.locator('.first-run a[href*="/console/calls/"]').first().waitFor();
      assert.ok(Date.now() - began < 30_000);
    });
  });
}

test('the first call is seen within 30 s of the first look', { timeout: TIMEOUT }, async () => {
  await visiting('first call', { base: own.url }, async (page) => {
    const began = Date.now();
    await go(page, '/connect', own.url);
    await page.getByRole('button', { name: /wait|check/i }).click();
    const snippet = await page.locator('.snippet pre').innerText();
    assert.ok(snippet.includes(own.url));
    const done = spawn('sh', ['-c', snippet], { stdio: 'ignore' });
    await new Promise((resolve) => done.once('exit', resolve));
    await page.locator('.notice').getByRole('link').click();
    await settled(page);
    await page.locator('.call-header').waitFor();
    assert.ok(Date.now() - began < 30_000);
  });
});

test('a gateway that stops is said, and the page goes on when it is back', { timeout: TIMEOUT }, async () => {
  const page = await visit({ language: 'en', theme: 'light', width: 1440, base: own.url, allowed: [503] });
  await go(page, '/calls', own.url);
  await stop();
  await page.getByRole('link', { name: 'Sessions' }).first().click();
  await page.locator('.troubles').getByText('The gateway does not answer').waitFor();
  await start();
  await page.locator('.troubles').getByText('The gateway does not answer').waitFor({ state: 'detached' });
  await settled(page);
  assert.deepEqual(page.faults.filter((fault) => !/ERR_|Failed to load resource|preload|dynamically imported module/.test(fault)), []);
  await page.context().close();
});

test('a key opens the console and its masked calls, a wrong one does not, and signing out closes it', { timeout: TIMEOUT }, async () => {
  await visiting('login', { base: keyedUrl, allowed: [401] }, async (page) => {
    await page.goto(`${keyedUrl}/console/calls?range=7d`);
    const field = page.getByLabel('key', { exact: false }).first();
    await field.waitFor();
    assert.equal(new URL(page.url()).pathname, '/console/login');
    await field.fill('sk-wrong');
    await page.keyboard.press('Enter');
    await page.locator('.notice').waitFor();
    await field.fill(key);
    await page.keyboard.press('Enter');
    await until(() => new URL(page.url()).pathname === '/console/calls', 'the page that was asked for is open');
    assert.equal(new URL(page.url()).searchParams.get('range'), '7d');
    await settled(page);
    const cookies = await page.context().cookies();
    assert.deepEqual(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite]), [['gw_console', true, 'Strict']]);
    assert.equal(await page.evaluate((secret) => JSON.stringify(localStorage).includes(secret), key), false);
    await go(page, `/calls/${made.redacted}?tab=sent`, keyedUrl);
    await page.locator('.body-viewer').getByText('Write to', { exact: false }).first().waitFor();
    assert.equal((await page.content()).includes('alice@example.com'), false);
    await page.getByRole('button', { name: 'Language and looks' }).click();
    await page.getByText('Sign out').click();
    await until(() => new URL(page.url()).pathname === '/console/login', 'the login is back');
    const status = await page.evaluate(() => fetch('/admin/api/calls').then((answer) => answer.status));
    assert.equal(status, 401);
  });
});
