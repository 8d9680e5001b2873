import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { type Attestation } from '../src/attestation/attestation.js'
import { qrAddress } from '../src/document/qr-address.js'
import { type Edition } from '../src/document/edition.js'
import { qrOf } from '../src/document/qr.gateway.js'
import { sheetTwin } from '../src/document/sheet-twin.page.js'
import { drawToken } from '../src/attestation/token.js'
import { checksPage } from '../src/holder-pages/checks.page.js'
import {
  choicePage,
  contactsPage,
  donePage,
  noJudgementPage,
  noticePage,
} from '../src/holder-pages/get-qr.page.js'
import { homePage } from '../src/holder-pages/home.page.js'
import { informationPage, notePage } from '../src/holder-pages/information.page.js'
import { judgementPage } from '../src/holder-pages/judgement.page.js'
import { confirmEndPage, myQrPage } from '../src/holder-pages/my-qr.page.js'
import { copyPage, screenPage } from '../src/holder-pages/screen.page.js'
import { sheetsPage, twinPage } from '../src/holder-pages/sheets.page.js'
import { loginPage } from '../src/identity/login.page.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { parseInstant } from '../src/kernel/instant.js'
import { type LegalDay } from '../src/kernel/legal-day.js'
import { isLocale, type Locale } from '../src/messages/locale.js'
import { confirmDelegatePage, delegatesPage } from '../src/representation/delegates.page.js'
import { type Delegation } from '../src/representation/delegation.js'
import { forWhomPage } from '../src/representation/for-whom.page.js'
import { type Delegates } from '../src/representation/see-delegates.js'
import { type ChooseablePerson } from '../src/representation/see-people.js'
import { type StatusView } from '../src/verification/status-view.js'
import { answerPage, answerWords, verifyPage } from '../src/verification/verify.page.js'
import { answerPreview } from '../src/web/answer.page.js'
import { loadAssets } from '../src/web/assets.gateway.js'
import { errorPage } from '../src/web/error.page.js'
import { html } from '../src/web/html.js'
import { layout } from '../src/web/layout.page.js'
import { type Page, type PageContext, type Visitor } from '../src/web/page-context.js'
import { securityHeaders } from '../src/web/security-headers.js'
import { wrap } from '../src/web/text.page.js'
import { COUNTER_GALLERY } from './gallery-counter.js'
import { partsPage } from './gallery-parts.js'

/**
 * Every page with invented contents, in both languages, without a database: to be looked at, and to be measured by
 * axe-core, at any width. `node --import tsx tools/gallery.ts [PORT]`; a page's language is `?lingua=en`.
 */
export type Gallery = Record<string, (context: PageContext) => Page>

const VISITOR: Visitor = { name: 'Elvira Tassoni', csrf: 'a' }
const OPERATOR: Visitor = { name: 'Dario Montali', csrf: 'a' }
const STEPS = ['notice', 'contacts', 'choice'] as const
const NOW = parseInstant('2026-11-23T10:32:00+01:00')!
const HOUR = parseInstant('2026-11-22T17:00:00+01:00')!
const CODICE_FISCALE = 'TSSLVR61B54A944Q'
const TOKEN = drawToken({ bytes: (n) => Buffer.alloc(n, 0x5a), below: () => 7, uuid: () => '' })
const MODULES = qrOf(qrAddress('https://attesta.example', TOKEN))
const ATTESTATION: Attestation = {
  id: '',
  person: '',
  token: TOKEN,
  shows: 'only',
  issuedAt: parseInstant('2026-03-03T16:20:00+01:00')!,
  noticeVersion: 3,
  noticeReadAt: NOW,
}
const SCREEN = { attestation: ATTESTATION, modules: MODULES, address: 'attesta.example' }
const ASKED = { token: TOKEN, codiceFiscale: CODICE_FISCALE, once: '' }
const ONLY: StatusView = { answer: 'recognised' }
const WHICH: StatusView = { answer: 'recognised', categories: ['invaliditaCivile', 'accompagnamento'] }

const ACTING: Visitor = {
  ...VISITOR,
  mayChoose: true,
  actingFor: { name: 'Pietro Sartoris', ground: 'parent', endsOn: '2027-01-09' as LegalDay },
}
const people = (count: number): ChooseablePerson[] =>
  Array.from({ length: count }, (_none, index) => ({
    ...{ entry: String(index), entries: [String(index)], isAsked: index === 1 },
    codiceFiscale: CODICE_FISCALE as CodiceFiscale,
    ...{ nome: 'Norma', cognome: `Zanardi ${String(index + 1)}`, dataNascita: '1938-07-17' as LegalDay },
    ...{ ground: 'tutor', powers: [], until: undefined, endsSoon: false },
  }))
const DELEGATION: Delegation = {
  ...{ id: 'd', holder: 'h', delegate: CODICE_FISCALE as CodiceFiscale, name: 'Teresa Alba' },
  ...{ namedAt: NOW, until: undefined, revokedAt: undefined },
}
const DELEGATES: Delegates = {
  appointed: [{ name: 'Livia Marchetti', ground: 'curator', until: '2027-06-30' as LegalDay }],
  current: DELEGATION,
  former: [{ ...DELEGATION, revokedAt: NOW }],
  mayName: true,
}

const preview = (locale: Locale, view: StatusView) => answerPreview(answerWords(locale, view))
const answer = (view: StatusView) => (context: PageContext) =>
  answerPage(context, { view, at: NOW, asked: ASKED })
const errorOf = (kind: Parameters<typeof errorPage>[1]['kind']) => (context: PageContext) =>
  errorPage(context, kind === 'tooMany' ? { kind, minutes: 15, at: NOW } : { kind }, '4F09A2C1E7')

export const GALLERY: Gallery = {
  parts: partsPage,
  home: (context) => homePage(context, preview(context.locale, ONLY)),
  note: (context) => notePage(context),
  privacy: (context) => informationPage(context, 'privacy'),
  'legal-notes': (context) => informationPage(context, 'legalNotes'),
  accessibility: (context) => informationPage(context, 'accessibility'),
  recorded: (context) => informationPage(context, 'recorded'),
  help: (context) => informationPage(context, 'help'),
  login: (context) => loginPage(context, { methods: ['spid', 'cie', 'cns', 'pin'], purpose: 'holder' }),
  verify: (context) => verifyPage(context, { token: '', codiceFiscale: '', once: '' }),
  'verify-wrong': (context) =>
    verifyPage(context, {
      token: 'GRNK 6KPX',
      codiceFiscale: 'TSSLVR61B54A944R',
      once: '',
      wrong: { codiceFiscale: { kind: 'wrongCheckCharacter' }, token: { kind: 'wrongLength', length: 8 } },
    }),
  recognised: answer(ONLY),
  'recognised-which': answer(WHICH),
  'not-recognised': answer({ answer: 'notRecognised' }),
  'not-verifiable': answer({ answer: 'notVerifiable' }),
  'not-valid': answer({ answer: 'notValid' }),
  'get-note': (context) =>
    noticePage(context, VISITOR, { preview: preview(context.locale, ONLY), steps: STEPS }),
  'get-contacts': (context) =>
    contactsPage(context, VISITOR, {
      ...{ mobileEnding: '214', email: 'e•••••@example.org', paused: false },
      steps: STEPS,
    }),
  'get-choice': (context) => choicePage(context, VISITOR, choiceOf(context, false)),
  'get-choice-missing': (context) => choicePage(context, VISITOR, choiceOf(context, true)),
  'get-done': (context) => donePage(context, VISITOR),
  'no-judgement': (context) => noJudgementPage(context, VISITOR, 'court'),
  'my-qr': (context) =>
    myQrPage(context, VISITOR, {
      attestation: ATTESTATION,
      modules: MODULES,
      preview: preview(context.locale, WHICH),
      lastScan: HOUR,
      waiting: true,
    }),
  screen: (context) => screenPage(context, VISITOR, SCREEN),
  'screen-copy': (context) => copyPage(context, { ...SCREEN, today: '2026-11-23' as LegalDay }),
  sheets: (context) => sheetsPage(context, VISITOR),
  'sheet-a4': twinOf('a4'),
  'sheet-large-print': twinOf('largePrint'),
  'sheet-easy-to-read': twinOf('easyToRead'),
  replace: (context) => confirmEndPage(context, VISITOR, { end: 'replace', attestation: ATTESTATION }),
  revoke: (context) => confirmEndPage(context, VISITOR, { end: 'revoke', attestation: ATTESTATION }),
  checks: (context) =>
    checksPage(context, VISITOR, [
      {
        kind: 'event',
        at: NOW,
        event: 'disclosure.shown',
        operator: OPERATOR.name,
        body: { it: 'Comune di Vallechiara', en: 'Comune di Vallechiara' },
        purpose: { it: 'Contrassegno per la sosta', en: 'Parking badge' },
        reference: 'AT-26-7K4Q-91MD',
        fieldsShown: ['giudizio', 'percentuale', 'date', 'note'],
      },
      { kind: 'scan', hour: HOUR, answer: 'recognised' },
      { kind: 'event', at: NOW, event: 'disclosure.refused', operator: 'Marta Selvi', fieldsShown: [] },
    ]),
  ...COUNTER_GALLERY,
  'checks-acting': (context) =>
    checksPage(context, ACTING, [
      {
        kind: 'event',
        at: NOW,
        event: 'attestation.replaced',
        actor: 'Chiara Sartoris',
        ground: 'parent',
        fieldsShown: [],
      },
    ]),
  'for-whom': (context) => forWhomPage(context, VISITOR, { people: people(2) }),
  'for-whom-many': (context) => forWhomPage(context, VISITOR, { people: people(200), typed: 'nor' }),
  'for-whom-refused': (context) => forWhomPage(context, VISITOR, { people: people(1), noMandate: true }),
  'acting-for': (context) => judgementPage(context, ACTING, undefined),
  delegates: (context) => delegatesPage(context, VISITOR, DELEGATES),
  'delegates-wrong': (context) =>
    delegatesPage(context, VISITOR, {
      ...DELEGATES,
      current: undefined,
      typed: { nome: '', codiceFiscale: 'TSSLVR61B54A944R', fino: '' },
      wrong: ['nome', 'codiceFiscale'],
    }),
  'delegates-confirm': (context) =>
    confirmDelegatePage(context, VISITOR, {
      typed: { nome: 'Teresa Alba', codiceFiscale: CODICE_FISCALE, fino: '' },
      delegate: CODICE_FISCALE,
    }),
  'error-mandate-ended': errorOf('mandateEnded'),
  'error-outside-mandate': errorOf('outsideMandate'),
  'not-printable': (context) => ({ ...errorOf('notFound')(context), notPrintable: true }),
  'error-not-found': errorOf('notFound'),
  'error-down': errorOf('down'),
  'error-too-many': errorOf('tooMany'),
  'error-session': errorOf('session'),
  'error-failure': errorOf('failure'),
}

function twinOf(edition: Edition) {
  return (context: PageContext) => {
    const { baseUrl, telephone, institution } = context.service
    const of = { edition, locale: context.locale, name: 'Elvira T.', issuedOn: '2026-11-23' as LegalDay }
    const twin = sheetTwin({ ...of, baseUrl, token: TOKEN, telephone, institution }, MODULES)
    return twinPage(context, VISITOR, { edition, twin })
  }
}

function choiceOf({ locale }: PageContext, missing: boolean) {
  return {
    missing,
    previews: { only: preview(locale, ONLY), which: preview(locale, WHICH) },
    purpose: { steps: STEPS },
  }
}

/** Opens the gallery on a port of this machine, with the headers of the real service. */
export async function openGallery(port = 0): Promise<{ url: string; close: () => void }> {
  const assets = await loadAssets()
  const byPath = new Map([...assets.values()].map((asset) => [asset.path, asset]))
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const asset = byPath.get(url.pathname)
    if (asset) return void response.writeHead(200, { 'content-type': asset.type }).end(asset.bytes)
    const asked = url.searchParams.get('lingua')
    const context: PageContext = {
      locale: isLocale(asked) ? asked : 'it',
      path: url.pathname,
      service: {
        baseUrl: 'https://attesta.example',
        institution: 'Istituto dimostrativo',
        contact: 'privacy@attesta.example',
        telephone: '800 000 123',
        demo: true,
      },
      asset: (name) => assets.get(name)?.path ?? name,
    }
    const page = (GALLERY[url.pathname.slice(1)] ?? contents)(context)
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        ...securityHeaders({ indexable: false }),
      })
      .end(layout(context, page).text)
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => void server.close(),
  }
}

function contents(): Page {
  return {
    title: 'Gallery',
    main: wrap(
      html`<h1>Gallery</h1>
        <ul>
          ${Object.keys(GALLERY).map((name) => html`<li><a href="/${name}">${name}</a></li>`)}
        </ul>`,
    ),
  }
}

if (process.argv[1]?.endsWith('gallery.ts') === true) {
  const { url } = await openGallery(Number(process.argv[2] ?? 4321))
  console.log(url)
}
