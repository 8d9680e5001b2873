import { readUpload, withUploads } from '../web/upload.gateway.js'
import { contextOf, sendPage, type WebApp } from '../web/server.gateway.js'
import { checkPdfPage, verdictPage } from './check-pdf.page.js'
import { LARGEST_DOCUMENT, type VerifyDocument } from './verify-document.js'

export interface CheckPdfRoutes {
  verify: VerifyDocument
  /** The seal is that of the demonstration. */
  isDemo: boolean
  counts: Record<string, number>
  /** The certificate of the seal and its chain. */
  pem: () => Promise<string>
}

/** "Controlla un PDF": a file in, what it is in words out. Nothing of it is stored, logged or shown again. */
export function checkPdfRoutes(app: WebApp, { verify, isDemo, counts, pem }: CheckPdfRoutes): void {
  app.get('/controlla-pdf', (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, checkPdfPage(context, { isDemo }))
  })

  withUploads(app, LARGEST_DOCUMENT, (door) => {
    door.post('/controlla-pdf', async (request, reply) => {
      const context = contextOf(request)
      const upload = await readUpload(request)
      switch (upload.kind) {
        case 'none':
          return sendPage(reply, context, checkPdfPage(context, { isDemo, wrong: 'missing' }), 400)
        case 'several':
          return sendPage(reply, context, checkPdfPage(context, { isDemo, wrong: 'several' }), 400)
        case 'tooLarge':
          return sendPage(reply, context, verdictPage(context, upload, { isDemo }), 413)
        case 'file':
          return sendPage(reply, context, verdictPage(context, await verify(upload.bytes), { isDemo }))
      }
    })
  })

  /** So that anybody can check a document with tools of their own. */
  app.get('/sigillo.pem', { config: { cacheable: 'no-cache' } }, async (_request, reply) =>
    reply.type('application/x-pem-file').send(await pem()),
  )

  app.addGauge({
    name: 'attesta_seals_made',
    help: 'Seals made since the start: plain, with a time-stamp, or without because its authority was away',
    labels: ['kind'],
    read: () => Promise.resolve(Object.entries(counts).map(([kind, value]) => ({ labels: { kind }, value }))),
  })
}
