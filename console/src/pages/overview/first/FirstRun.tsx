import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hasPage } from '../../../app/pages';
import { sessionQuery } from '../../../api/queries';
import { useTexts } from '../../../i18n/texts';
import { Button } from '../../../ui/Button';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { PageLink } from '../../../ui/Link';
import { Snippet } from '../../../ui/Snippet';
import { CLIENTS, type ClientSetup, containerAddress } from '../../connect/clients';
import { connectTexts } from '../../connect/texts';
import { useFirstCall } from '../../connect/useFirstCall';
import { overviewTexts } from '../texts';
import { Arrival } from './Arrival';
import { DEMO_MODEL } from './trial';
import { useTrial } from './useTrial';
import './first.css';

const SHOWN = ['curl', 'python', 'node', 'claude-code'];

/** Leads whoever has just started the gateway to a first call, and from it to a real key. */
export default function FirstRun({ done }: { done: () => void }) {
  const t = useTexts(overviewTexts).start;
  const trial = useTrial();
  const tail = useFirstCall(true);
  const seen = tail.call?.id ?? (trial.state === 'ended' ? trial.call : undefined);
  return (
    <div className="first-run">
      <header>
        <h1>{seen ? t.arrived : t.title}</h1>
        {!seen && <p className="muted">{t.lead}</p>}
      </header>
      {seen && <Arrival id={seen} done={done} />}
      <section className="card first-send">
        <div className="first-send-action">
          <Button
            look={seen ? 'framed' : 'primary'}
            icon="play"
            disabled={trial.state === 'running'}
            onClick={() => trial.send(t.prompt)}
          >
            {t.send}
          </Button>
          <span className="muted">{t.sendHint}</span>
        </div>
        {trial.state !== 'waiting' && (
          <div className="first-answer" aria-live="off">
            <p className="first-prompt">{t.prompt}</p>
            <p className="first-text">{trial.answer || <span className="muted">{t.sending}</span>}</p>
          </div>
        )}
        {trial.state === 'failed' && <ErrorNotice error={trial.error} retry={() => trial.send(t.prompt)} />}
      </section>
      {tail.error !== undefined && <ErrorNotice error={tail.error} />}
      {seen ? <RealKey /> : <FromProgram />}
    </div>
  );
}

function FromProgram() {
  const t = useTexts(overviewTexts).start;
  const connect = useTexts(connectTexts);
  const { data: session } = useQuery(sessionQuery);
  const [chosen, setChosen] = useState('curl');
  const clients = CLIENTS.filter(({ id }) => SHOWN.includes(id));
  const client = clients.find(({ id }) => id === chosen) ?? (CLIENTS[0] as ClientSetup);
  const base = window.location.origin;
  const values = { base, fromContainer: containerAddress(base), key: connect.yourKey, model: DEMO_MODEL };
  return (
    <section className="card first-program">
      <h2>{t.own}</h2>
      <fieldset className="choices" aria-label={t.own}>
        {clients.map(({ id, name }) => (
          <Button key={id} look="plain" pressed={id === client.id} onClick={() => setChosen(id)}>
            {name}
          </Button>
        ))}
        <PageLink page="connect" className="button button-plain">
          {t.clients} …
        </PageLink>
      </fieldset>
      <Snippet caption={placeOf(client, connect.places)} text={client.snippet(values)} />
      <p className="muted">{session?.login === 'none' ? connect.keyless : connect.keyed}</p>
      <p className="muted">{t.ownHint}</p>
      <p className="first-waiting" role="status">
        <span className="pulse" aria-hidden="true" /> {t.waiting}
      </p>
    </section>
  );
}

function placeOf({ place, file }: ClientSetup, places: { file: (name: string) => string } & Record<string, unknown>) {
  return place === 'file' ? places.file(file ?? '') : String(places[place]);
}

const KEYS = ['export OPENAI_API_KEY=sk-…', 'export ANTHROPIC_API_KEY=sk-ant-…', 'export DEEPSEEK_API_KEY=sk-…'];

function RealKey() {
  const t = useTexts(overviewTexts).start;
  return (
    <section className="card first-key">
      <h2>{t.keyTitle}</h2>
      <p className="muted">{t.keyLead}</p>
      <Snippet caption={t.keyShell} text={[...KEYS, './gateway'].join('\n')} />
      <div className="arrival-actions">
        {hasPage('models') && (
          <PageLink page="models" className="button">
            {t.models}
          </PageLink>
        )}
        <PageLink page="connect" className="button">
          {t.clients}
        </PageLink>
      </div>
    </section>
  );
}
