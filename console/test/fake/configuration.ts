import type { Configuration, Setting } from '../../src/api/configuration';

const setting = (variable: string, key: string, value: string, more: Partial<Setting> = {}): Setting => ({
  section: key.includes('.') ? key.slice(0, key.indexOf('.')) : 'general',
  name: variable,
  variable,
  key,
  value,
  origin: 'default',
  ...more,
});

const inFile = (line: number): Partial<Setting> => ({ origin: 'file', file: 'gateway.yaml', line });

/** The settings of a made gateway. */
export function configuration(): Configuration {
  return {
    digest: '13c65fed2683',
    version: 'fake',
    uptime_ms: 3_725_000,
    data_dir: '/var/lib/llmcallgateway',
    settings: [
      setting('HOST', 'listen.host', '127.0.0.1'),
      setting('PORT', 'listen.port', '8728', { origin: 'env' }),
      setting('GATEWAY_API_KEY', 'api-key', '****6789', { origin: 'file', file: '.env' }),
      setting('REQUEST_TIMEOUT', 'request-timeout', '120'),
      setting('LOG_LEVEL', 'log.level', 'DEBUG', { origin: 'flag' }),
      setting('JOURNAL_KEEP_CALLS', 'journal.keep-calls', '30', inFile(7)),
      setting('JOURNAL_PAYLOADS', 'journal.payloads', 'full'),
      setting('JOURNAL_SIZE', 'journal.size', '20 GB'),
      {
        section: 'providers',
        name: 'providers.local.models[0]',
        key: 'providers.local.models[0]',
        value: '<img src=x onerror=alert(4)>',
        ...inFile(3),
      } as Setting,
      { section: 'general', name: 'LITELLM_API_KEY', variable: 'LITELLM_API_KEY', value: '****3210', origin: 'env' },
    ],
    problems: [],
    retention: { calls_days: 30, payloads_days: 7, size_bytes: 20 * 1024 ** 3 },
    payloads: { policy: 'full', limit_bytes: 4 * 1024 ** 2, redact: ['email', '工号\\d+'], keys: { ci: 'metadata' } },
  };
}

/** Masks addresses of mail and numbers of employees, as the made gateway's rules say. */
export function redacted(text: string): { text: string; count: number } {
  let count = 0;
  const left = text.replace(/[\w.]+@[\w.]+\w|工号\d+/g, () => {
    count++;
    return '[redacted]';
  });
  return { text: left, count };
}
