import { queryOptions } from '@tanstack/react-query';
import { request } from './client';

export type SettingOrigin = 'default' | 'env' | 'file' | 'flag';

/** A setting in force; secrets are masked. */
export interface Setting {
  section: string;
  name: string;
  value: string;
  origin: SettingOrigin;
  file?: string;
  line?: number;
  /** Its environment variable. */
  variable?: string;
  /** Its place in gateway.yaml. */
  key?: string;
}

export type PayloadPolicy = 'full' | 'metadata' | 'off';

export interface Configuration {
  digest: string;
  version: string;
  uptime_ms: number;
  data_dir: string;
  reloaded_at?: string;
  settings: Setting[];
  /** Of a later change that was not taken over. */
  problems: { path: string; message: string }[];
  retention: { calls_days: number; payloads_days: number; size_bytes: number };
  payloads: { policy: PayloadPolicy; limit_bytes: number; redact: string[]; keys: Record<string, PayloadPolicy> };
}

export const configurationQuery = queryOptions({
  queryKey: ['configuration'],
  queryFn: ({ signal }) => request<Configuration>('config', { signal }),
  refetchInterval: 15_000,
});

/** Returns what the journal would keep of a text. */
export function previewRedaction(text: string): Promise<{ text: string; count: number }> {
  return request('redaction', { method: 'POST', body: { text } });
}
