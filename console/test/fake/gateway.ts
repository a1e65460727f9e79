import { facets, histogram, sums } from './aggregates';
import type { RunningCall } from '../../src/api/calls';
import { answerBelow, type FakeDetails } from './bodies';
import { type FakeCall, makeCall, makeCalls } from './calls';
import { models, providers, providerTest } from './catalogue';
import { configuration, redacted } from './configuration';
import { detailsOf } from './conversations';
import { matcher } from './filters';
import { Random } from './random';
import { recordOf } from './records';
import { sessionList, sessionPart } from './sessions';
import { answerTrial, type FakeTrial, readTrial } from './trials';

type Handler = (request: Request, query: URLSearchParams, part: string) => Response | Promise<Response>;

/** The admin API over made calls, for tests and development: the same documents, none of the vendors. */
export class FakeGateway {
  readonly calls: FakeCall[];
  /** What has been asked, for tests. */
  readonly asked: string[] = [];
  /** The calls that the console made. */
  readonly trials: FakeTrial[] = [];
  /** Calls of which a test decides every member, by their ids. */
  readonly details = new Map<string, FakeDetails>();
  /** What runs, where a test decides it. */
  runningNow: RunningCall[] | undefined;
  /** The settings in force, which a test may change. */
  readonly configuration = configuration();
  /** The key that is asked for; without one everybody may come in. */
  key: string | undefined;
  private readonly views = new Map<string, object>();
  private signedIn = false;
  private readonly now: () => number;
  private readonly random = new Random(7);
  private readonly routes: readonly [pattern: RegExp, handler: Handler][];

  constructor({ calls, now, clock }: { calls: number; now: number; clock?: () => number }) {
    this.calls = makeCalls(calls, now);
    this.now = clock ?? Date.now;
    this.routes = [
      [/^calls$/, (_, query) => json(this.page(query))],
      [/^calls\/running$/, () => json({ calls: this.running() })],
      [/^calls\/([^/]+)$/, (_, __, id) => this.record(id)],
      [/^calls\/([^/]+\/.+)$/, (request, _, path) => this.below(path, request)],
      [/^histogram$/, (_, query) => json(histogram(this.matching(query), query, this.now()))],
      [/^facets$/, (_, query) => json(facets(this.calls, query, this.now()))],
      [/^sums$/, (_, query) => json(sums(this.calls, query, this.now()))],
      [/^tail$/, (request, query) => this.tail(request, query)],
      [/^session$/, request => this.session(request)],
      [/^try$/, request => this.attempt(request)],
      [/^try\/estimate$/, request => this.estimate(request)],
      [/^sessions$/, (_, query) => json(sessionList(this.calls, query, this.now()))],
      [/^sessions\/([^/]+)$/, (_, query, id) => this.conversation(id, query)],
      [/^config$/, () => json(this.configuration)],
      [/^providers$/, () => json(providers(this.calls, this.now()))],
      [/^providers\/([^/]+)\/test$/, (request, _, id) => this.test(request, id)],
      [/^models$/, () => json(models(this.calls, this.now()))],
      [/^redaction$/, async request => json(redacted(((await request.json()) as { text: string }).text))],
      [/^views$/, () => json({ views: [...this.views].map(([id, view]) => ({ id, ...view })) })],
      [/^views\/([^/]+)$/, (request, _, id) => this.view(request, id)],
    ];
  }

  async handle(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    this.asked.push(pathname + new URL(request.url).search);
    if (pathname.startsWith('/health')) return json({ status: 'healthy', version: 'fake' });
    const path = pathname.replace(/^\/admin\/api\//, '');
    if (this.key && !this.signedIn && path !== 'session') return refusal(401, 'Sign in first.', 'invalid_api_key');
    for (const [pattern, handler] of this.routes) {
      const match = pattern.exec(path);
      if (match) return handler(request, searchParams, decodeURIComponent(match[1] ?? ''));
    }
    return refusal(404, `There is no ${path}.`, 'not_found');
  }

  private matching(query: URLSearchParams): FakeCall[] {
    return this.calls.filter(matcher(query, this.now()));
  }

  private page(query: URLSearchParams) {
    const limit = Math.min(200, Number(query.get('limit') ?? 50));
    const top = query.get('top');
    const found = this.matching(query);
    if (top) {
      const figure = TOP_FIGURES[top as keyof typeof TOP_FIGURES];
      const greatest = found.toSorted((a, b) => figure(b) - figure(a)).slice(0, limit);
      return { version: 1, calls: greatest.map(line), next: null };
    }
    const before = query.get('before');
    const start = before === null ? 0 : found.findIndex(call => call.at < Number(before));
    const page = start < 0 ? [] : found.slice(start, start + limit);
    const last = page.at(-1);
    return {
      version: 1,
      calls: page.map(line),
      next: last && start + page.length < found.length ? String(last.at) : null,
    };
  }

  private record(id: string): Response {
    const details = this.find(id);
    return details ? json(details.record) : refusal(404, `There is no call ${id}.`, 'not_found');
  }

  private find(id: string): FakeDetails | undefined {
    const own = this.details.get(id);
    if (own) return own;
    const call = this.calls.find(each => each.id === id);
    return call && detailsOf(recordOf(call));
  }

  private below(path: string, request: Request): Response {
    const slash = path.indexOf('/');
    const details = this.find(path.slice(0, slash));
    const answer = details && answerBelow(details, path.slice(slash + 1), request);
    return answer ?? refusal(404, `The call has no such body: ${path}.`, 'not_found');
  }

  private running(): RunningCall[] {
    if (this.runningNow) return this.runningNow;
    return [0, 1].map(index => {
      const { id, time, dialect, model, provider, key, question } = makeCall(this.random, 900_000 + index, this.now());
      return { id, time, dialect, stream: true, model, provider, key, question };
    });
  }

  private async attempt(request: Request): Promise<Response> {
    const trial = await readTrial(request);
    this.trials.push(trial);
    const dear = (trial.model ?? trial.body.model) === 'dear';
    if (dear) return refusal(400, 'This call may cost $2.00, more than the $1.00 allowed.', 'invalid_request');
    return answerTrial(this, trial, makeCall(this.random, 700_000 + this.trials.length, this.now()));
  }

  private async estimate(request: Request): Promise<Response> {
    const { body, model } = await readTrial(request);
    const asked = model ?? body.model;
    if (asked === 'nobody') return refusal(404, 'No provider has the model nobody.', 'model_not_found');
    const known = { provider: 'demo', model_sent: asked, input_tokens: 12 };
    return json({ ...known, output_tokens: 1024, priced: true, nano_usd: 820_000, cost_usd: '0.00082', exact: true });
  }

  private conversation(id: string, query: URLSearchParams): Response {
    const part = sessionPart(this.calls, id, query);
    return part ? json(part) : refusal(404, `No call names the session ${id}.`, 'not_found');
  }

  private tail(request: Request, query: URLSearchParams): Response {
    const encoder = new TextEncoder();
    const fits = matcher(query, this.now() + 86_400_000);
    let timer: ReturnType<typeof setTimeout>;
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        const send = (event: string, data: unknown, id?: string) =>
          controller.enqueue(
            encoder.encode(`event: ${event}\n${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(data)}\n\n`),
          );
        const next = () => {
          const call = makeCall(this.random, this.calls.length, this.now());
          this.calls.unshift(call);
          if (fits(call)) send('call', line(call), String(call.at));
          send('running', { calls: this.random.whole(4) });
          timer = setTimeout(next, 300 + this.random.whole(1500));
        };
        send('beat', {});
        timer = setTimeout(next, 300);
        request.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          controller.close();
        });
      },
      cancel: () => clearTimeout(timer),
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  private async view(request: Request, id: string): Promise<Response> {
    if (request.method === 'DELETE') this.views.delete(id);
    else this.views.set(id, (await request.json()) as object);
    return new Response(null, { status: 204 });
  }

  private async test(request: Request, id: string): Promise<Response> {
    const result = providerTest(id, (await request.json()) as { kind?: string });
    return result ? json(result) : refusal(404, 'There is no provider to test at this path.', 'unknown_path');
  }

  private async session(request: Request): Promise<Response> {
    if (request.method === 'GET') return json({ login: !this.key ? 'none' : this.signedIn ? 'open' : 'needed' });
    if (request.method === 'DELETE') this.signedIn = false;
    else {
      const { key } = (await request.json()) as { key: string };
      if (key !== this.key) return refusal(401, 'This key is not known.', 'invalid_api_key');
      this.signedIn = true;
    }
    return new Response(null, { status: 204 });
  }
}

const TOP_FIGURES = {
  cost: (call: FakeCall) => call.nano_usd,
  total: (call: FakeCall) => call.duration_ms ?? 0,
  first: (call: FakeCall) => call.first_token_ms ?? 0,
  out: (call: FakeCall) => call.output_tokens,
};

/** A call as lists show it. */
export function line(call: FakeCall): Omit<FakeCall, 'at' | 'nano_usd'> {
  const { at: _, nano_usd: __, ...shown } = call;
  return shown;
}

export function json(document: unknown, status = 200): Response {
  return new Response(JSON.stringify(document), { status, headers: { 'content-type': 'application/json' } });
}

export function refusal(status: number, message: string, code: string): Response {
  return json({ error: { message, type: 'error', code, param: null } }, status);
}
