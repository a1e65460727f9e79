import { defineTexts } from '../../../i18n/texts';
import type { CallsTexts } from './en';

export const callsTexts = defineTexts<CallsTexts>({ en: () => import('./en'), zh: () => import('./zh') });
