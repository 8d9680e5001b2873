import { type Attestation } from '../attestation/attestation.js'
import { type Holder } from '../attestation/holder.js'
import { type Edition, readEdition } from '../document/edition.js'
import { visitorOf } from '../identity/session.js'
import { type Locale } from '../messages/locale.js'
import { Refusal } from '../web/refusal.js'
import { contextOf, sendPage, type WebApp, type WebReply } from '../web/server.gateway.js'
import { type HolderDesk, requestOf } from './holder-desk.js'
import { type RequireSession } from './require-session.routes.js'
import { letterMissingPage, sheetsPage, type Twin, twinPage } from './sheets.page.js'

type Attested = Pick<Attestation, 'token'>
type OfSheet<Made> = (
  locale: Locale,
  holder: Pick<Holder, 'register'>,
  attestation: Attested,
  edition: Edition,
) => Made

export interface SheetsRoutes {
  desk: HolderDesk
  requireSession: RequireSession
  /** Writes the sheet of the QR in use; nothing where a letter of the name cannot be drawn. */
  sheetOf: OfSheet<Promise<Uint8Array | undefined>>
  /** The same sheet as a page. */
  twinOf: OfSheet<Twin>
  qrPng: (attestation: Attested) => Buffer
  qrSvg: (attestation: Attested) => string
}

const ASKED = {
  schema: {
    querystring: { type: 'object', properties: { edizione: { type: 'string', maxLength: 10 } } },
  },
}
interface Asked {
  Querystring: { edizione?: string }
}

/** The sheets to print or to read, and the QR alone as a file. No file name says whose it is, nor which edition. */
export function sheetsRoutes(app: WebApp, routes: SheetsRoutes): void {
  const { desk, requireSession, sheetOf, twinOf } = routes

  app.get('/qr/fogli', async (request, reply) => {
    const session = await requireSession(request, reply, 'print')
    const { attestation } = await desk.see(session)
    if (!attestation) return reply.redirect('/qr', 303)
    const context = contextOf(request)
    return sendPage(reply, context, sheetsPage(context, visitorOf(session)))
  })

  app.get<Asked>('/qr/foglio.pdf', ASKED, async (request, reply) => {
    const edition = editionIn(request.query)
    const session = await requireSession(request, reply, 'print')
    const holder = await desk.see(session)
    if (!holder.attestation) return reply.redirect('/qr', 303)
    const context = contextOf(request)
    const sheet = await sheetOf(context.locale, holder, holder.attestation, edition)
    // RFC 9110 §15.5.21: understood, and yet it cannot be done with what is there.
    if (!sheet) return sendPage(reply, context, letterMissingPage(context, visitorOf(session), edition), 422)
    await desk.print(requestOf(session))
    return saved(reply, 'pdf').send(Buffer.from(sheet.buffer, sheet.byteOffset, sheet.byteLength))
  })

  app.get<Asked>('/qr/foglio', ASKED, async (request, reply) => {
    const edition = editionIn(request.query)
    const session = await requireSession(request, reply, 'print')
    const holder = await desk.see(session)
    if (!holder.attestation) return reply.redirect('/qr', 303)
    const context = contextOf(request)
    const twin = twinOf(context.locale, holder, holder.attestation, edition)
    return sendPage(reply, context, twinPage(context, visitorOf(session), { edition, twin }))
  })

  for (const kind of ['png', 'svg'] as const) {
    app.get(`/qr/codice.${kind}`, async (request, reply) => {
      const session = await requireSession(request, reply, 'print')
      const { attestation } = await desk.see(session)
      if (!attestation) return reply.redirect('/qr', 303)
      await desk.print(requestOf(session))
      return saved(reply, kind).send(kind === 'png' ? routes.qrPng(attestation) : routes.qrSvg(attestation))
    })
  }
}

function editionIn({ edizione }: Asked['Querystring']): Edition {
  const edition = readEdition(edizione)
  if (edition === undefined) throw new Refusal({ kind: 'notFound' })
  return edition
}

const TYPES = { pdf: 'application/pdf', png: 'image/png', svg: 'image/svg+xml' }

/** The name says neither whose it is nor which edition: to read easily is nobody else's business. */
function saved(reply: WebReply, kind: keyof typeof TYPES): WebReply {
  return reply.type(TYPES[kind]).header('content-disposition', `attachment; filename="attesta-qr.${kind}"`)
}
