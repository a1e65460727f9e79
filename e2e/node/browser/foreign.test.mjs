// A gateway without a key and a page of another origin, which a browser lets post text/plain anywhere without asking.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const url = process.env.GATEWAY_KEYLESS_URL;
const body = JSON.stringify({ model: 'demo/echo', messages: [{ role: 'user', content: '你好' }] });
let browser;
let site;
let origin;

before(async () => {
  site = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>A page</title>');
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  origin = `http://evil.example:${site.address().port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--host-resolver-rules=MAP evil.example 127.0.0.1',
    ],
  });
});

after(async () => {
  await browser?.close();
  site.close();
});

async function calls() {
  const answer = await fetch(`${url}/admin/api/calls`);
  return (await answer.json()).calls.length;
}

test('a foreign page cannot post to a gateway without a key', { timeout: 60_000 }, async () => {
  const page = await browser.newPage();
  const statuses = [];
  page.on('response', (response) => {
    if (response.url().startsWith(url)) statuses.push(response.status());
  });
  const count = await calls();
  await page.goto(origin);
  for (const path of ['/v1/chat/completions', '/admin/reset-metrics']) {
    await page.evaluate(
      ([to, text]) =>
        fetch(to, { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: text }).catch(() => {}),
      [url + path, body],
    );
  }
  const read = await page.evaluate((to) => fetch(to).then(() => true, () => false), `${url}/v1/models`);
  assert.equal(read, false);
  assert.ok(statuses.every((status) => status === 403), `statuses: ${statuses}`);
  assert.equal(await calls(), count);
  await page.close();
});

test('its own page can', { timeout: 60_000 }, async () => {
  const page = await browser.newPage();
  await page.goto(`${url}/docs`);
  const status = await page.evaluate(
    ([to, text]) =>
      fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text }).then((answer) => answer.status),
    [`${url}/v1/chat/completions`, body],
  );
  assert.equal(status, 200);
  await page.close();
});
