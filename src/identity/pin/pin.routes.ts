import { readTypedCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { contextOf, formSchema, sendPage, switchedLanguage, type WebApp } from '../../web/server.gateway.js'
import { type Completing, enterAs, sendRefusal } from '../provider-answer.routes.js'
import { pinPage, type PinTrouble, type TrialPin } from './pin.page.js'
import { readTypedPin } from './pin.js'
import { type VerifyPin } from './verify-pin.js'

export interface PinRoutes extends Completing {
  verifyPin: VerifyPin
  /** PINs that the demo shows. */
  trial: () => Promise<TrialPin[]>
}

/** The form of the old PIN. It is ours, so the login that waits is the cookie's alone. */
export function pinRoutes(app: WebApp, needs: PinRoutes): void {
  const { sessions, verifyPin, recordLogin } = needs

  app.get('/accedi/pin', async (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, pinPage(context, { codiceFiscale: '', trial: await needs.trial() }))
  })

  const schema = { body: formSchema({ codiceFiscale: { maxLength: 40 }, pin: { maxLength: 40 } }) }
  app.post<{ Body: { codiceFiscale?: string; pin?: string } }>(
    '/accedi/pin',
    { schema },
    async (request, reply) => {
      const { codiceFiscale = '', pin: typed = '' } = request.body
      const switched = switchedLanguage(request, reply)
      const context = switched ?? contextOf(request)
      const trial = await needs.trial()
      const again = (trouble?: PinTrouble, statusCode = 200) =>
        sendPage(reply, context, pinPage(context, { codiceFiscale, trouble, trial }), statusCode)
      if (switched) return again()
      // Without a login that waits there is nothing to open, and no hash is made.
      if (!(await sessions.pending(request))) return sendRefusal(request, reply, 'noAttempt')
      const reading = readTypedCodiceFiscale(codiceFiscale)
      if (reading.kind !== 'read') return again('codiceFiscaleWrong', 400)
      const pin = readTypedPin(typed)
      if (pin === '') return again('pinEmpty', 400)
      const person = await verifyPin({ codiceFiscale: reading.codiceFiscale, pin })
      if (person) return enterAs(person, request, reply, needs)
      await recordLogin({ kind: 'login.refused', method: 'pin', level: 1, detail: { why: 'pin.refused' } })
      return again('refused', 403)
    },
  )
}
