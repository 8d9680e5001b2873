import { type DemoIdentity } from './demo-person.js'

/** The PIN of somebody invented: the same at each start, and shown to whoever comes. Demo only. */
export function trialPinOf({ codiceFiscale, nome, cognome }: DemoIdentity): {
  name: string
  codiceFiscale: string
  pin: string
} {
  return { name: `${nome} ${cognome}`, codiceFiscale, pin: 'PROVA2026' }
}
