import { visible } from '../../call/visible';
import type { SessionTexts } from './texts/en';

/** Returns an agent's name: `main` and `sub-1` in the reader's language, others as they are. */
export function agentName(agent: string | undefined, t: SessionTexts): string {
  if (agent === undefined) return t.agents.unclear;
  if (agent === 'main') return t.agents.main;
  const [, number] = /^sub-(\d+)$/.exec(agent) ?? [];
  return number ? t.agents.sub(number) : visible(agent);
}
