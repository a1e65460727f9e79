// What people ask the console: each answered from a fresh page by at most two clicks, with what the admin interface says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, go, launch, made, quit, settled, still, TIMEOUT, until, url, visiting } from './browser.mjs';
import { has } from './pages.mjs';

before(launch);
after(quit);

const CLICKS = 2;

/** A test of a question; `click` counts what it clicks. */
function question(name, path, answer) {
  test(name, { timeout: TIMEOUT }, async () => {
    await visiting(name, {}, async (page) => {
      let clicks = 0;
      await go(page, path);
      await answer(page, async (locator) => {
        clicks++;
        await locator.click();
        await settled(page);
      });
      assert.ok(clicks <= CLICKS, `${clicks} clicks`);
    });
  });
}

const only = (session) => `/calls?range=52w&session=${session}`;
const row = (page, id) => page.locator(`#row-${id}`);
const text = async (locator) => (await locator.innerText()).replaceAll(/\s+/g, ' ');
const count = new Intl.NumberFormat('en-US');

question('1: what a call cost, and by which price', only('a-single-call'), async (page, click) => {
  const { cost, cost_usd } = await api(`calls/${made.plain}`);
  await click(row(page, made.plain).locator('[data-tab=cost]'));
  await page.locator('.cost-lines').waitFor();
  const amounts = await page.locator('.cost-lines [title$=nUSD]').evaluateAll((all) => all.map((each) => each.title));
  assert.deepEqual(amounts, cost.lines.map((line) => `${line.nano_usd} nUSD`));
  assert.equal(await page.locator('.cost-lines tfoot [title]').getAttribute('title'), `${cost_usd} USD`);
  assert.match(await text(page.locator('.cost .facts')), new RegExp(RegExp.escape?.(cost.prices) ?? cost.prices.replaceAll('.', '\\.')));
});

question('2: why it failed, and whose fault it was', '/calls?range=52w&model=fails', async (page, click) => {
  const { error, status } = await api(`calls/${made.failed}`);
  assert.ok((await text(row(page, made.failed))).includes(error.code ?? error.kind));
  await click(row(page, made.failed));
  const card = await text(page.locator('.error-card'));
  for (const part of [String(status), error.code ?? error.kind, error.provider, error.message, 'What to do']) assert.ok(card.includes(part), `${part} in ${card}`);
});

question('3: what exactly was sent to the vendor', only('a-single-call'), async (page, click) => {
  const sent = await (await fetch(`${url}/admin/api/calls/${made.plain}/provider_request/0`)).json();
  await click(row(page, made.plain));
  await click(page.locator('#tab-sent'));
  await page.getByRole('button', { name: 'Raw' }).waitFor();
  const shown = await text(page.locator('.body-viewer'));
  for (const part of [sent.model, sent.messages[0].content]) assert.ok(shown.includes(part), `${part} in ${shown}`);
});

question('4: what the gateway changed or lost', '/calls?range=52w&dialect=anthropic&model=gpt-4o-mini', async (page, click) => {
  const { losses_list } = await api(`calls/${made.translated}`);
  const diff = await api(`calls/${made.translated}/diff?left=client_request&right=provider_request:0`);
  await click(row(page, made.translated));
  await click(page.locator('#tab-diff'));
  await page.locator('.diff-head').waitFor();
  assert.equal(diff.same, /^(No difference|The same parts)/.test(await text(page.locator('.diff-head'))));
  assert.equal(await page.locator('.changes > li').count(), diff.changes.length);
  const losses = await text(page.locator('.losses'));
  assert.ok(losses_list.length > 0);
  for (const { path, reason } of losses_list) assert.ok(losses.includes(path) && losses.includes(reason), losses);
});

question('5: what was slow: the gateway, the network or the vendor', '/calls?range=52w&model=falls-back', async (page, click) => {
  const { attempts } = await api(`calls/${made.fallback}`);
  await click(row(page, made.fallback));
  await page.locator('.waterfall-name b').first().waitFor();
  const names = (await page.locator('.waterfall-name b').allInnerTexts()).slice(1); // the first line is the gateway's own
  assert.deepEqual(names, attempts.map(({ provider }) => provider));
  assert.equal(await page.locator('.waterfall table tbody tr, .figures tbody tr').count(), attempts.length);
  assert.ok((await text(page.locator('.waterfall-name').nth(1))).includes(String(attempts[0].status)));
});

for (const [by, id, session] of [
  ['client', made.cacheClient, 'cache-client'],
  ['gateway', made.cacheGateway, 'cache-gateway'],
  ['vendor', made.cacheVendor, 'cache-vendor'],
]) {
  question(`6: why the prompt cache was missed: by the ${by}`, only(session), async (page, click) => {
    const cache = await api(`calls/${id}/cache`);
    assert.equal(cache.by, by, JSON.stringify(cache));
    await click(row(page, id).locator('[data-tab=cache]'));
    const verdict = await text(page.locator('.cache'));
    assert.ok(verdict.toLowerCase().includes(by === 'vendor' ? 'vendor' : by), verdict);
    assert.ok(verdict.includes(count.format(cache.expected_tokens)), verdict);
    if (by === 'client') {
      assert.ok(verdict.includes(count.format(cache.first.byte)), verdict);
      assert.ok(verdict.includes(cache.first.path), verdict);
    }
  });
}

if (has('overview')) {
  question('7: who spends', '/', async (page, click) => {
    const { groups } = await api('sums?from=24h&by=key');
    const names = page.locator('.spenders .ranking-name');
    await names.first().waitFor();
    const shown = await names.allInnerTexts();
    assert.deepEqual(shown, groups.slice(0, shown.length).map(({ value }) => value));
    await click(names.first());
    assert.equal(new URL(page.url()).pathname, '/console/calls');
    assert.ok([...new URL(page.url()).searchParams.values()].includes(shown[0]), page.url());
  });

  question('8: what changed since the time before', '/', async (page, click) => {
    await still(page); // changes are sorted anew as their sums come
    const change = page.locator('.changes li a').first();
    const said = await text(change);
    await click(change);
    const address = new URL(page.url());
    assert.equal(address.pathname, '/console/calls');
    assert.ok([...address.searchParams.values()].some((value) => said.includes(value)), `${said} leads to ${address}`);
  });
}

if (has('models')) {
  question('11: whether a provider works with my key', '/models', async (page, click) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/admin/api/providers/demo/test`, { method: 'POST', headers, body: '{"kind":"list"}' });
    const { ok, models } = await answer.json();
    assert.ok(ok);
    await click(page.getByRole('button', { name: /test.*demo/i }));
    await page.locator('.quick-test-said .good').getByText(String(models)).waitFor();
  });
}

question('9: what a coding task did and cost', '/sessions', async (page, click) => {
  const { summary } = await api(`sessions/${made.session}`);
  await click(page.locator(`a[href$="/sessions/${made.session}"]`));
  await page.locator('.session-head').waitFor();
  const head = await text(page.locator('.session-head'));
  assert.ok(head.includes(`${summary.calls} calls`), head);
  assert.equal(summary.calls, 47);
  assert.ok(head.includes(new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumSignificantDigits: 3 }).format(summary.nano_usd / 1e9)), head);
  assert.ok((await page.locator('.session-calls > li').count()) >= 47);
});

question('10: whether another model would be cheaper', only('a-single-call'), async (page, click) => {
  const [{ content }] = (await (await fetch(`${url}/admin/api/calls/${made.plain}/client_request`)).json()).messages;
  await click(row(page, made.plain));
  await click(page.getByRole('link', { name: 'Replay' }));
  await until(() => new URL(page.url()).pathname === '/console/playground', 'the playground is open');
  assert.equal(new URL(page.url()).searchParams.get('from'), made.plain);
  await until(async () => (await page.locator('main').innerHTML()).includes(content), 'the prompt of the call is there');
});

question('12: how to connect a client', '/connect', async (page, click) => {
  await click(page.getByRole('link', { name: 'Claude Code', exact: true }));
  assert.ok((await text(page.locator('.snippet'))).includes(`ANTHROPIC_BASE_URL=${url}`));
  await page.getByRole('button', { name: 'Copy' }).click();
  await until(async () => (await page.evaluate(() => navigator.clipboard.readText())).includes(url), 'the snippet is copied');
});
