import { defineTexts } from '../../i18n/texts';
import type { SettingsTexts } from './en';

export const settingsTexts = defineTexts<SettingsTexts>({ en: () => import('./en'), zh: () => import('./zh') });
