import { defineTexts } from '../../../i18n/texts';
import type { ConnectTexts } from './en';

export const connectTexts = defineTexts<ConnectTexts>({ en: () => import('./en'), zh: () => import('./zh') });
