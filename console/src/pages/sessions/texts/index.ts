import { defineTexts } from '../../../i18n/texts';
import type { SessionsTexts } from './en';

export const sessionsTexts = defineTexts<SessionsTexts>({ en: () => import('./en'), zh: () => import('./zh') });
