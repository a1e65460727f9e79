import { defineTexts } from '../../i18n/texts';
import type { CallTexts } from './en';

export const callTexts = defineTexts<CallTexts>({ en: () => import('./en'), zh: () => import('./zh') });
