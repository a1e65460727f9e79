import { defineTexts } from '../i18n/texts';
import type { CommonTexts } from './en';

export const commonTexts = defineTexts<CommonTexts>({ en: () => import('./en'), zh: () => import('./zh') });
