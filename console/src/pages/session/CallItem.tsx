import { memo } from 'react';
import { nanosOf } from '../../api/calls';
import type { SessionCall } from '../../api/sessions';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { Icon } from '../../ui/Icon';
import { STATE_ICONS } from '../calls/columns';
import { agentName } from './agents';
import { shade } from './Chart';
import { sessionTexts } from './texts';

/** Tools that are named in a row. */
const TOOLS = 4;

/** A call of the session as a row: what is new in it, which tools it called, what it cost. */
export const CallItem = memo(function CallItem({
  call,
  number,
  before,
  agents,
  selected,
  select,
}: {
  call: SessionCall;
  number: number;
  /** The agent's call before this one. */
  before: SessionCall | undefined;
  /** Names the agent, where there are several. */
  agents: boolean;
  selected: boolean;
  select: (id: string) => void;
}) {
  const t = useTexts(sessionTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { tools = [], cached_share, context_tokens, gap_ms } = call;
  const asks = call.question && call.question !== before?.question;
  const at = Date.parse(call.time);
  return (
    <button
      type="button"
      className={`session-call session-call-${call.state}`}
      aria-current={selected ? 'true' : undefined}
      onClick={() => select(call.id)}
    >
      <span className="muted number">{formats.count(number)}</span>
      <span className={`state state-${call.state}`} title={common.states[call.state]}>
        <Icon name={STATE_ICONS[call.state]} size={13} />
        <span className="visually-hidden">{common.states[call.state]}</span>
      </span>
      <span className="session-call-time">
        <time dateTime={call.time} title={formats.utc(at)}>
          {formats.time(at)}
        </time>
        {gap_ms !== undefined && (
          <span className="muted" title={t.laterHint}>
            {t.later(formats.duration(gap_ms))}
          </span>
        )}
      </span>
      <span className="session-call-said">
        {agents && call.agent !== 'main' && <span className="badge">{agentName(call.agent, t)}</span>}
        <span className="muted">{visible(call.model)}</span>
        {call.code && <span className="bad">{visible(call.code)}</span>}
        {asks && <bdi className="session-call-question">{visible(call.question ?? '')}</bdi>}
        {tools.slice(0, TOOLS).map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same tool may be called twice
          <span key={index} className="session-tool">
            <Icon name="settings" size={11} />
            <bdi>{visible(name)}</bdi>
          </span>
        ))}
        {tools.length > TOOLS && <span className="muted">+{formats.count(tools.length - TOOLS)}</span>}
      </span>
      <span className="number">
        {call.cost === 'priced' && call.cost_usd ? (
          formats.money(nanosOf(call.cost_usd))
        ) : (
          <span className={call.cost === 'unknown' ? 'warning' : 'muted'}>{common.costs[call.cost]}</span>
        )}
      </span>
      <span className="number session-call-cached">
        {cached_share !== undefined && (
          <>
            <span className="session-key" style={{ background: shade(cached_share) }} aria-hidden="true" />
            {formats.percent(cached_share)}
          </>
        )}
      </span>
      <span className="number muted session-call-context">
        {context_tokens !== undefined && formats.compact(context_tokens)}
      </span>
      <span className="number session-call-duration">
        {call.duration_ms !== undefined && formats.duration(call.duration_ms)}
      </span>
    </button>
  );
});
