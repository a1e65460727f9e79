import { useState } from 'react';
import { useTexts } from '../../i18n/texts';
import { copyText } from '../../platform/clipboard';
import { Button } from '../../ui/Button';
import { callTexts } from '../texts';

/** Copies a text and says so. A function makes a large one only when it is wanted. */
export function CopyButton({ text, small = false }: { text: string | (() => string); small?: boolean }) {
  const t = useTexts(callTexts).body;
  const [copied, setCopied] = useState(false);
  const said = copied ? t.copied : t.copy;
  return (
    <Button
      look="plain"
      className={small ? 'button-icon' : undefined}
      icon={copied ? 'check' : 'copy'}
      aria-label={small ? said : undefined}
      title={said}
      onClick={() => void copyText(typeof text === 'string' ? text : text()).then(setCopied)}
    >
      {!small && said}
    </Button>
  );
}
