import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { sessionQuery } from '../../api/queries';
import { useTexts } from '../../i18n/texts';
import { useTitle } from '../../platform/title';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageLink } from '../../ui/Link';
import { Notice } from '../../ui/Notice';
import { Snippet } from '../../ui/Snippet';
import { usePageState } from '../../url/location';
import { CLIENTS, type ClientSetup, containerAddress } from './clients';
import { connectTexts } from './texts';
import { useFirstCall } from './useFirstCall';
import './connect.css';

const GROUPS = ['code', 'agents', 'apps'] as const;
const USUAL_MODEL = 'demo/story';

export default function ConnectPage() {
  const t = useTexts(connectTexts);
  const [state, change] = usePageState('connect');
  const { data: session } = useQuery(sessionQuery);
  const modelField = useId();
  useTitle(t.title);
  const client = CLIENTS.find(({ id }) => id === state.client) ?? (CLIENTS[0] as ClientSetup);
  const model = state.model || USUAL_MODEL;
  const base = window.location.origin;
  const snippet = client.snippet({ base, fromContainer: containerAddress(base), key: t.yourKey, model });
  return (
    <div className="connect">
      <header className="connect-head">
        <h1>{t.title}</h1>
        <p className="muted">{t.lead}</p>
      </header>
      <nav className="connect-clients" aria-label={t.title} onKeyDown={moveFocus}>
        {GROUPS.map(group => (
          <section key={group}>
            <h2>{t.groups[group]}</h2>
            <ul>
              {CLIENTS.filter(each => each.group === group).map(each => (
                <li key={each.id}>
                  <PageLink
                    page="connect"
                    state={{ ...state, client: each.id }}
                    aria-current={each.id === client.id ? 'true' : undefined}
                  >
                    {each.name}
                  </PageLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <section className="connect-setup" aria-label={client.name}>
        <h2>{client.name}</h2>
        <label className="field" htmlFor={modelField}>
          {t.model}
          <input
            id={modelField}
            value={state.model ?? ''}
            placeholder={USUAL_MODEL}
            spellCheck={false}
            onChange={event => change({ model: event.target.value || undefined }, { replace: true })}
          />
          <span className="muted">{t.modelHint}</span>
        </label>
        <Snippet
          caption={client.place === 'file' ? t.places.file(client.file ?? '') : t.places[client.place]}
          text={snippet}
        />
        {client.note && <Notice>{t.notes[client.note]}</Notice>}
        <p className="muted">{session?.login === 'none' ? t.keyless : t.keyed}</p>
        <FirstCall />
      </section>
    </div>
  );
}

/** Waits for the client's first call and leads to it. */
function FirstCall() {
  const t = useTexts(connectTexts).check;
  const [waiting, setWaiting] = useState(false);
  const { call, error } = useFirstCall(waiting);
  if (error) return <ErrorNotice error={error} />;
  if (call) {
    const failed = call.state !== 'success';
    return (
      <Notice
        tone={failed ? 'bad' : 'good'}
        live
        action={
          <PageLink className="button" page="call" state={{ id: call.id }}>
            {t.open}
          </PageLink>
        }
      >
        {failed ? t.failed(call.model, call.code ?? String(call.status)) : t.seen(call.model)}
      </Notice>
    );
  }
  return (
    <div className="connect-check">
      <Button look={waiting ? 'framed' : 'primary'} onClick={() => setWaiting(!waiting)}>
        {waiting ? t.stop : t.start}
      </Button>
      <span role="status">{waiting && t.waiting}</span>
    </div>
  );
}

/** Up and down go through the clients. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const next = links[links.indexOf(document.activeElement as HTMLAnchorElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
