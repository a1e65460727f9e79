import { useState } from 'react';
import '../../call/call.css';
import '../../call/conversation/conversation.css';
import { useTexts } from '../../i18n/texts';
import { useTitle } from '../../platform/title';
import { usePageState } from '../../url/location';
import { Bench } from './Bench';
import { useColumns } from './columns';
import { chatRequest, type Draft, isRequest, newDraft, newTurn, problemsOf } from './draft';
import { PromptForm } from './PromptForm';
import { Replay } from './Replay';
import { playgroundTexts } from './texts';
import './playground.css';

/** The prompt that is written, kept while other pages are looked at. No prompt stands in an address. */
let kept: Draft = newDraft();

export default function PlaygroundPage() {
  const t = useTexts(playgroundTexts);
  const [{ from }] = usePageState('playground');
  useTitle(from ? t.replayTitle : t.title);
  return <div className="playground">{from ? <Replay key={from} id={from} /> : <NewPrompt />}</div>;
}

function NewPrompt() {
  const t = useTexts(playgroundTexts);
  const [draft, setDraft] = useState(kept);
  const columns = useColumns();
  const change = (changes: Partial<Draft>) => {
    kept = { ...draft, ...changes };
    setDraft(kept);
  };
  const ready = problemsOf(draft).size === 0;
  return (
    <>
      <header className="playground-head">
        <h1>{t.title}</h1>
        <p className="muted">{t.lead}</p>
      </header>
      <PromptForm draft={draft} change={change} />
      <Bench
        columns={columns}
        ownFormats
        goOn={answer => change({ turns: [...draft.turns, newTurn('assistant', answer), newTurn('user')] })}
        requestOf={({ model: given, format, raw }) => {
          const model = given.trim();
          if (!model) return undefined;
          if (format === 'form') return ready ? { dialect: 'openai', body: chatRequest(draft, model) } : undefined;
          return isRequest(raw) ? { dialect: format, body: raw, model, stream: draft.stream } : undefined;
        }}
      />
    </>
  );
}
