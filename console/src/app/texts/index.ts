import { defineTexts } from '../../i18n/texts';
import type { ShellTexts } from './en';

export const shellTexts = defineTexts<ShellTexts>({ en: () => import('./en'), zh: () => import('./zh') });
