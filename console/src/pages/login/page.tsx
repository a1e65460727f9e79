import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { ApiError, request } from '../../api/client';
import { sessionQuery } from '../../api/queries';
import { chooseLocale, useLocale } from '../../i18n/locale';
import { useTexts } from '../../i18n/texts';
import { useTitle } from '../../platform/title';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import { BASE, usePageState } from '../../url/location';
import { loginTexts } from './texts';
import './login.css';

export default function LoginPage() {
  const t = useTexts(loginTexts);
  const locale = useLocale();
  const [{ next }] = usePageState('login');
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const { data: session } = useQuery(sessionQuery);
  useTitle(t.title);
  const target = safeTarget(next);
  const login = useMutation({
    mutationFn: () => request('session', { method: 'POST', body: { key } }),
    onSuccess: () => {
      client.clear();
      navigate(target, { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!login.isPending) login.mutate();
  };
  return (
    <main className="login">
      <form className="login-card" onSubmit={submit}>
        <h1>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} width={28} height={28} alt="" /> LLMCallGateway
        </h1>
        {session?.login === 'none' ? (
          <>
            <Notice>{t.none}</Notice>
            <Button look="primary" onClick={() => navigate(target, { replace: true })}>
              {t.go}
            </Button>
          </>
        ) : (
          <>
            <p className="muted">{t.explain}</p>
            <label className="field">
              {t.key}
              <input
                type="password"
                autoComplete="current-password"
                value={key}
                onChange={event => setKey(event.target.value)}
                required
                // biome-ignore lint/a11y/noAutofocus: the only field of the page
                autoFocus
              />
            </label>
            {login.error && <Refusal error={login.error} />}
            <Button type="submit" look="primary" disabled={login.isPending}>
              {t.submit}
            </Button>
          </>
        )}
        <Button
          look="plain"
          lang={locale === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => chooseLocale(locale === 'zh' ? 'en' : 'zh')}
        >
          {locale === 'zh' ? 'English' : '简体中文'}
        </Button>
      </form>
    </main>
  );
}

function Refusal({ error }: { error: Error }) {
  const t = useTexts(loginTexts);
  if (!(error instanceof ApiError)) return <ErrorNotice error={error} />;
  if (error.status === 401) {
    return (
      <Notice tone="bad" live>
        {t.wrong}
      </Notice>
    );
  }
  if (error.status === 429) {
    return (
      <Notice tone="warning" live>
        {t.tooMany(String(error.retryAfter ?? 60))}
      </Notice>
    );
  }
  return <ErrorNotice error={error} />;
}

/** Returns the page to show after the login: only one of the console itself. */
export function safeTarget(next: string | undefined): string {
  if (!next?.startsWith(`${BASE}/`)) return '/';
  const target = new URL(next, window.location.origin);
  if (target.origin !== window.location.origin || !target.pathname.startsWith(`${BASE}/`)) return '/';
  return target.pathname.slice(BASE.length) + target.search;
}
