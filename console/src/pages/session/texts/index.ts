import { defineTexts } from '../../../i18n/texts';
import type { SessionTexts } from './en';

export const sessionTexts = defineTexts<SessionTexts>({ en: () => import('./en'), zh: () => import('./zh') });
