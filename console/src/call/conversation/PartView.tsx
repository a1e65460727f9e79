import { lazy, type ReactNode, Suspense } from 'react';
import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { Icon } from '../../ui/Icon';
import { prettyJson } from '../body/pretty';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { Code } from './Code';
import { ImagePart } from './ImagePart';
import { PartJson } from './PartJson';
import type { Placed } from './turns';
import { WholeText } from './WholeText';

const Markdown = lazy(() => import('./Markdown'));

/** Characters of a tool's result that are shown before it is opened. */
const SHORT_RESULT = 400;

export interface PartProps {
  call: CallDocument;
  placed: Placed;
  markdown: boolean;
}

/** A part of what was said, drawn as what it is. */
export function PartView({ call, placed, markdown }: PartProps) {
  const t = useTexts(callTexts).conversation;
  const { part } = placed;
  return (
    <div className={`part part-${part.type}`}>
      {part.cached && (
        <span className="badge cache-mark" title={t.cacheMarkTitle}>
          {t.cacheMark(visible(part.cached))}
        </span>
      )}
      <Content call={call} placed={placed} markdown={markdown} />
    </div>
  );
}

function Content({ call, placed, markdown }: PartProps): ReactNode {
  const t = useTexts(callTexts).conversation;
  const common = useTexts(commonTexts).terms;
  const { part } = placed;
  switch (part.type) {
    case 'text':
      return <Words call={call} placed={placed} markdown={markdown} />;
    case 'reasoning':
      return (
        <details className="reasoning">
          <summary>
            {common.reasoning} <span className="turn-begin">{part.text?.slice(0, 120)}</span>
          </summary>
          {part.text ? <Words call={call} placed={placed} markdown={markdown} /> : <p className="muted">{t.sealed}</p>}
        </details>
      );
    case 'refusal':
      return (
        <div className="refusal">
          <span className="badge badge-warning">{t.refusal}</span>
          <Words call={call} placed={placed} markdown={false} />
        </div>
      );
    case 'tool_call':
      return <ToolCall call={call} placed={placed} />;
    case 'tool_result':
      return <ToolResult call={call} placed={placed} />;
    case 'image':
      return <ImagePart call={call} placed={placed} />;
    case 'audio':
    case 'file':
      return <FilePart call={call} placed={placed} />;
    case 'citation':
      return (
        <blockquote>
          {part.name && <cite>{visible(part.name)} </cite>}
          {part.text && visible(part.text)}
        </blockquote>
      );
    default:
      return <PartJson call={call} placed={placed} />;
  }
}

function Words({ call, placed, markdown }: PartProps) {
  return (
    <WholeText call={call} placed={placed}>
      {text =>
        markdown ? (
          <Suspense fallback={<p className="words">{visible(text)}</p>}>
            <Markdown text={text} />
          </Suspense>
        ) : (
          <p className="words" dir="auto">
            {visible(text)}
          </p>
        )
      }
    </WholeText>
  );
}

function ToolCall({ call, placed }: { call: CallDocument; placed: Placed }) {
  const common = useTexts(commonTexts).terms;
  const { part, results } = placed;
  return (
    <section className="tool" aria-label={`${common.toolCall} ${part.name ?? ''}`}>
      <header>
        <Icon name="settings" size={14} /> <span className="muted">{common.toolCall}</span>{' '}
        <b>{visible(part.name ?? '?')}</b>
        {part.target && <bdi className="mono">{visible(part.target)}</bdi>}
        {part.ref && <code className="muted">{visible(part.ref)}</code>}
      </header>
      <WholeText call={call} placed={placed}>
        {text => <Code text={prettyJson(text)} language="json" />}
      </WholeText>
      {results.map(result => (
        <ToolResult key={result.part.index} call={call} placed={result} />
      ))}
    </section>
  );
}

function ToolResult({ call, placed }: { call: CallDocument; placed: Placed }) {
  const t = useTexts(callTexts).conversation;
  const common = useTexts(commonTexts).terms;
  const formats = useFormats();
  const { part } = placed;
  const text = part.text ?? '';
  const name = (
    <>
      {common.toolResult} {part.name && <b>{visible(part.name)}</b>}
    </>
  );
  const content =
    part.text === undefined ? (
      <PartJson call={call} placed={placed} />
    ) : (
      <WholeText call={call} placed={placed}>
        {whole => <Code text={prettyJson(whole)} />}
      </WholeText>
    );
  if (text.length <= SHORT_RESULT && !part.text_cut) {
    return (
      <div className="tool-result">
        <span className="muted">{name}</span>
        {content}
      </div>
    );
  }
  return (
    <details className="tool-result">
      <summary>
        {name} <span className="muted">{t.size(formats.bytes(part.end - part.start))}</span>{' '}
        <span className="turn-begin">{visible(text.slice(0, 160))}</span>
      </summary>
      {content}
    </details>
  );
}

function FilePart({ call, placed }: { call: CallDocument; placed: Placed }) {
  const t = useTexts(callTexts).conversation;
  const formats = useFormats();
  const { part } = placed;
  return (
    <>
      <p>
        <span className="badge">{part.type === 'audio' ? t.audio : t.file}</span> {visible(part.name ?? '')}{' '}
        <span className="muted">
          {visible(part.media_type ?? '')} {formats.bytes(part.end - part.start)}
        </span>
      </p>
      {part.text && <p className="words">{visible(part.text)}</p>}
      {!part.text && <PartJson call={call} placed={placed} />}
    </>
  );
}
