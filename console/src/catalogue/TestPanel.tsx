import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import {
  type ModelDocument,
  type ProviderDocument,
  TEST_KINDS,
  type TestKind,
  type TestResult,
  testProvider,
} from '../api/catalogue';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { visible } from '../call/visible';
import { Button } from '../ui/Button';
import { ErrorNotice } from '../ui/ErrorNotice';
import { PageLink } from '../ui/Link';
import { Notice } from '../ui/Notice';
import { catalogueTexts } from './texts';

/** Asks a provider for its models or for an answer, and shows how it went. Says first what that costs. */
export function TestPanel({ provider, models }: { provider: ProviderDocument; models: readonly ModelDocument[] }) {
  const t = useTexts(catalogueTexts).trial;
  const [kind, setKind] = useState<TestKind>('list');
  const [model, setModel] = useState('');
  const names = useId();
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => testProvider(provider.id, kind, kind === 'list' ? undefined : model.trim() || undefined),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['providers'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!test.isPending) test.mutate();
  };
  const prefix = `${provider.id}/`;
  return (
    <section className="catalogue-card" aria-label={t.title}>
      <h2>{t.title}</h2>
      <form className="trial" onSubmit={submit}>
        <div className="trial-kinds" role="group" aria-label={t.title}>
          {TEST_KINDS.map(each => (
            <Button key={each} pressed={each === kind} onClick={() => setKind(each)}>
              {t.kinds[each]}
            </Button>
          ))}
        </div>
        {kind !== 'list' && (
          <label className="field">
            {t.model}
            <input
              value={model}
              list={names}
              placeholder={t.firstModel}
              spellCheck={false}
              onChange={event => setModel(event.target.value)}
            />
            <datalist id={names}>
              {models.map(({ id }) => (
                <option key={id} value={id.startsWith(prefix) ? id.slice(prefix.length) : id} />
              ))}
            </datalist>
          </label>
        )}
        <p className={kind === 'list' ? 'muted' : undefined}>{t.costs[kind]}</p>
        <Button type="submit" look="primary" disabled={test.isPending}>
          {t.run}
        </Button>
      </form>
      <div role="status">{test.isPending && <p className="muted">{t.running}</p>}</div>
      {test.error && <ErrorNotice error={test.error} />}
      {test.data && !test.isPending && <Result result={test.data} />}
    </section>
  );
}

function Result({ result }: { result: TestResult }) {
  const t = useTexts(catalogueTexts).trial;
  const formats = useFormats();
  const { ok, error, call, phases } = result;
  const facts: [label: string, value: string][] = [];
  if (result.status !== undefined) facts.push([t.status, String(result.status)]);
  if (result.model !== undefined) facts.push([t.model, visible(result.model)]);
  if (result.input_tokens !== undefined) {
    facts.push([t.tokens, t.inOut(formats.count(result.input_tokens), formats.count(result.output_tokens ?? 0))]);
  }
  if (result.cost_usd !== undefined) facts.push([t.cost, formats.money(Number(result.cost_usd) * 1e9)]);
  else if (result.cost === 'unknown') facts.push([t.cost, t.unknownCost]);
  return (
    <div className="trial-result">
      <Notice
        tone={ok ? 'good' : 'bad'}
        live
        action={
          call && (
            <PageLink className="button" page="call" state={{ id: call }}>
              {t.open}
            </PageLink>
          )
        }
      >
        {ok ? t.ok : t.failed} {result.models !== undefined && t.models(formats.count(result.models))}
        {error && (
          <>
            <span className="trial-error">{visible(error.message)}</span>
            <span className="muted">
              {t.fault[error.origin]} · {visible(error.code ?? error.kind)}
            </span>
          </>
        )}
      </Notice>
      <dl className="catalogue-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {phases.map(({ name, ms }) => (
          <div key={name}>
            <dt>{t.phases[name] ?? visible(name)}</dt>
            <dd>{formats.duration(ms)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
