import { type Mandate, NOTICE_GIVEN } from './counter-service.js'

export type WrongMandate = Partial<Record<'form' | 'notice' | 'present', true>>

export type MandateReading = { kind: 'read'; mandate: Mandate } | { kind: 'wrong'; wrong: WrongMandate }

const FORM = /^[A-Z0-9][A-Z0-9/.-]{1,29}$/

/** Reads what a clerk typed of the holder's order. Only the holder themself, present, gives one here. */
export function readMandate(typed: { form: string; notice: string; present: boolean }): MandateReading {
  const form = typed.form.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
  const notice = NOTICE_GIVEN.find((given) => given === typed.notice)
  const wrong: WrongMandate = {
    ...(!FORM.test(form) && { form: true as const }),
    ...(notice === undefined && { notice: true as const }),
    ...(!typed.present && { present: true as const }),
  }
  if (notice === undefined || Object.keys(wrong).length > 0) return { kind: 'wrong', wrong }
  return { kind: 'read', mandate: { form, notice } }
}
