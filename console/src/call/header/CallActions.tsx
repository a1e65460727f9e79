import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { clientRequestQuery, exportAddress } from '../../api/bodies';
import type { CallDocument } from '../../api/calls';
import { useKeys } from '../../app/keys';
import { hasPage } from '../../app/pages';
import { useTexts } from '../../i18n/texts';
import { copyText } from '../../platform/clipboard';
import { MenuButton, type MenuHeading, type MenuItem } from '../../ui/MenuButton';
import { PageLink } from '../../ui/Link';
import { Icon } from '../../ui/Icon';
import { IconButton } from '../../ui/Button';
import { addressOfPage } from '../../url/addresses';
import { hrefOf } from '../../url/location';
import { callTexts } from '../texts';
import { LANGUAGES, snippet } from './snippets';

const EXPORTS = ['har', 'jsonl', 'cassette', 'curl'] as const;
/** Milliseconds for which a copy is confirmed. */
const CONFIRMED = 2500;

/** What can be done with a call: again, elsewhere, by somebody else. */
export function CallActions({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts).actions;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [said, setSaid] = useState<string>();
  const link = `${window.location.origin}${hrefOf('call', { id: call.id })}`;
  const canReplay = hasPage('playground');

  const say = (text: string) => {
    setSaid(text);
    setTimeout(() => setSaid(undefined), CONFIRMED);
  };
  const copy = async (text: string) => say((await copyText(text)) ? t.copied : t.notCopied);
  const copyCode = async (language: (typeof LANGUAGES)[number]) => {
    try {
      const asked = await client.fetchQuery(clientRequestQuery(call.id));
      if (asked?.body === undefined) say(t.noRequest);
      else await copy(snippet(language, { address: window.location.origin, path: asked.path, body: asked.body }));
    } catch {
      say(t.noRequest);
    }
  };
  const replay = () => navigate(addressOfPage('playground', { from: call.id }));

  useKeys([
    { keys: 'y', label: t.copyLink, run: () => void copy(link) },
    ...(canReplay ? [{ keys: 'r', label: t.replay, run: replay }] : []),
  ]);

  const copies: (MenuItem | MenuHeading)[] = [
    { id: 'code', heading: t.code },
    ...LANGUAGES.map(language => ({ id: language, label: t.languages[language], run: () => void copyCode(language) })),
    { id: 'other', heading: t.other },
    { id: 'link', label: t.copyLink, run: () => void copy(link) },
    { id: 'id', label: t.copyId, run: () => void copy(call.id) },
  ];
  const exports: MenuItem[] = EXPORTS.map(format => ({
    id: format,
    label: t.exports[format],
    run: () => download(exportAddress(call.id, format), `${call.id}.${ENDINGS[format]}`),
  }));
  return (
    <span className="call-actions">
      <span role="status" className="muted">
        {said}
      </span>
      {canReplay && (
        <PageLink page="playground" state={{ from: call.id }} className="button">
          <Icon name="retry" />
          {t.replay}
        </PageLink>
      )}
      <MenuButton label={t.copy} icon="copy" items={copies} content={t.copy} />
      <MenuButton label={t.export} icon="open" items={exports} content={t.export} />
      <IconButton icon="connect" label={t.copyLink} onClick={() => void copy(link)} />
    </span>
  );
}

const ENDINGS = { har: 'har', jsonl: 'jsonl', cassette: 'json', curl: 'sh' };

function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
