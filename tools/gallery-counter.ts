import { type CounterService } from '../src/counter/counter-service.js'
import { requestPage } from '../src/counter/choices.page.js'
import { documentPage } from '../src/counter/document.page.js'
import { donePage, receiptPage } from '../src/counter/done.page.js'
import { nothingPage, whomPage } from '../src/counter/enter.page.js'
import { confirmPage, mandatePage } from '../src/counter/mandate.page.js'
import { type SeenDocument } from '../src/counter/seen-document.js'
import { ownSessionsPage } from '../src/identity/own-sessions.page.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { parseInstant } from '../src/kernel/instant.js'
import { type LegalDay } from '../src/kernel/legal-day.js'
import { type Visitor } from '../src/web/page-context.js'
import { type Gallery } from './gallery.js'

const CLERK: Visitor = { name: 'Ivana Sartori', csrf: 'a' }
const NOW = parseInstant('2026-11-23T10:32:00+01:00')!
const COUNTER = { id: 'patronato', name: 'Patronato di Vallechiara' }
const DOCUMENT: SeenDocument = {
  kind: 'identityCard',
  number: 'CA12345AB',
  issuer: 'Comune di Vallechiara',
  expires: '2030-12-31' as LegalDay,
}
const MANDATE = { form: 'M-2026/117', notice: 'heard' } as const
const SERVICE: CounterService = {
  id: 'b',
  session: 'c',
  person: undefined,
  state: 'open',
  receipt: 'RS-26-7K4Q-91MD',
  editions: [],
  begunAt: NOW,
  doneAt: NOW,
  codiceFiscale: 'TSSLVR61B54A944Q' as CodiceFiscale,
  clerk: { codiceFiscale: '' as CodiceFiscale, nome: 'Ivana', cognome: 'Sartori', method: 'cie', level: 2 },
  counter: COUNTER,
  name: 'Elvira T.',
  inUse: 'd',
}
const DONE = {
  service: SERVICE,
  receipt: 'RS-26-7K4Q-91MD',
  doneAt: NOW,
  document: DOCUMENT,
  form: MANDATE.form,
}
const EMPTY = { kind: '', number: '', issuer: '', expires: '31/2/2030' }

/** The pages of the counter, and the list of one's own sessions. */
export const COUNTER_GALLERY: Gallery = {
  sessions: (context) =>
    ownSessionsPage(context, CLERK, {
      open: [
        {
          id: 'a',
          method: 'cie',
          level: 2,
          provider: 'Ministero dell’Interno',
          createdAt: NOW,
          lastSeenAt: NOW,
        },
        {
          id: 'b',
          method: 'spid',
          level: 2,
          provider: 'SPID di prova Alba',
          createdAt: NOW,
          lastSeenAt: NOW,
        },
      ],
      own: 'a',
      back: '/qr',
      ended: true,
    }),
  'counter-whom': (context) =>
    whomPage(context, CLERK, {
      counter: COUNTER,
      once: '',
      count: 7,
      limit: 60,
      typed: 'TSSLVR',
      wrong: true,
    }),
  'counter-nothing': (context) => nothingPage(context, CLERK, 'nothingToIssue'),
  'counter-document': (context) =>
    documentPage(context, CLERK, {
      service: SERVICE,
      typed: EMPTY,
      wrong: { kind: 'missing', number: 'wrong', issuer: 'wrong', expires: 'notADay' },
    }),
  'counter-request': (context) => requestPage(context, CLERK, { service: SERVICE, missing: true }),
  'counter-mandate': (context) =>
    mandatePage(context, CLERK, {
      service: SERVICE,
      typed: { form: '', notice: '', present: false },
      wrong: { form: true, notice: true, present: true },
    }),
  'counter-confirm': (context) =>
    confirmPage(context, CLERK, {
      service: { ...SERVICE, document: DOCUMENT },
      act: 'revoke',
      mandate: MANDATE,
      shows: undefined,
    }),
  'counter-done': (context) => donePage(context, CLERK, { ...DONE, act: 'replace' }),
  'counter-receipt': (context) => receiptPage(context, CLERK, { ...DONE, act: 'replace' }),
}
