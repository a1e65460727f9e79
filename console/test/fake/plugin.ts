import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Connect, Plugin } from 'vite';
import { FakeGateway } from './gateway';

/** Answers the admin API of `npm run dev` and `npm run preview` with made calls. */
export function fakeGateway(): Plugin {
  const gateway = new FakeGateway({ calls: Number(process.env.FAKE_CALLS ?? 5000), now: Date.now() });
  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (!path.startsWith('/admin/api/') && !path.startsWith('/health') && !path.startsWith('/v1')) {
      next();
      return;
    }
    answer(gateway, request, response).catch(next);
  };
  return {
    name: 'fake-gateway',
    configureServer: server => void server.middlewares.use(middleware),
    configurePreviewServer: server => void server.middlewares.use(middleware),
  };
}

async function answer(gateway: FakeGateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const left = new AbortController();
  response.on('close', () => left.abort());
  const { method = 'GET' } = request;
  const bodyless = method === 'GET' || method === 'HEAD';
  const made = await gateway.handle(
    new Request(new URL(request.url ?? '/', 'http://localhost'), {
      method,
      headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      signal: left.signal,
      ...(bodyless ? {} : { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' }),
    } as RequestInit),
  );
  response.writeHead(made.status, Object.fromEntries(made.headers));
  response.flushHeaders();
  if (made.body)
    Readable.fromWeb(made.body as never)
      .on('error', () => response.destroy())
      .pipe(response);
  else response.end();
}
