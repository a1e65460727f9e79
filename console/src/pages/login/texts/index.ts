import { defineTexts } from '../../../i18n/texts';
import type { LoginTexts } from './en';

export const loginTexts = defineTexts<LoginTexts>({ en: () => import('./en'), zh: () => import('./zh') });
