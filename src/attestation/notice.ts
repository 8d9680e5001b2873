import { type LegalDay } from '../kernel/legal-day.js'

/**
 * The information note that is read before a QR is issued: which one is in force, and since when. A change of its
 * sense is a new version, and is read again.
 */
export const NOTICE = { version: 3, date: '2026-10-01' as LegalDay }
