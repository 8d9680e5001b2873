import { answerOf } from '../src/identity/demo/spid-answer.gateway.js'
import { SPID_CASES } from '../src/identity/demo/spid-cases.js'
import { writeResponse } from '../src/identity/demo/spid-template.js'
import { makeCertificate } from '../src/identity/spid/make-certificate.gateway.js'
import { type SpidKeys } from '../src/identity/spid/spid-settings.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'

/** Who answers whom. */
export interface Parties {
  provider: string
  service: string
}

export function newKeys(): Promise<SpidKeys> {
  const asked = { commonName: 'misura', organisation: 'misura', ipaCode: 'm', entityId: 'https://m.example' }
  return makeCertificate(
    { ...asked, place: 'Roma', years: 1 },
    { now: systemClock.now(), chance: systemChance, bits: 2048 },
  )
}

/** An answer to the request `_q`, with so many attributes that it is about as large. */
export function answerOfSize(kibibytes: number, keys: SpidKeys, { provider, service }: Parties): string {
  const now = systemClock.now()
  const many = Math.max(0, Math.floor((kibibytes * 1024 - 7200) / 260))
  const padding = Object.fromEntries(
    Array.from({ length: many }, (_, index) => [`altro${String(index).padStart(4, '0')}`, 'x'.repeat(80)]),
  )
  const text = writeResponse({
    ...{ id: '_r', assertionId: '_a', nameId: '_n', now, provider, requestId: '_q', level: 2 },
    ...{ assertionConsumer: `${service}/spid/acs`, audience: service },
    attributes: { name: 'Elvira', familyName: 'Tassoni', fiscalNumber: 'TINIT-TSSLVR61B54A944Q', ...padding },
  })
  return answerOf(SPID_CASES[0]!, { text, now, requestedAt: now, provider: keys, stranger: keys })
}
