import { insertAttestation, endAttestation } from '../src/attestation/attestation.store.js'
import { drawToken } from '../src/attestation/token.js'
import { wireAudit } from '../src/audit/audit.wire.js'
import { type Database, type Session, statement } from '../src/db/database.js'
import { type ApprovalCode } from '../src/disclosure/approval-code.js'
import { type Operator } from '../src/disclosure/disclosure-ports.js'
import { wireDisclosure } from '../src/disclosure/disclosure.wire.js'
import { type Stated } from '../src/disclosure/request-disclosure.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { findRecentDemoMessages } from '../src/notification/demo-telephone.store.js'
import { wireNotification } from '../src/notification/notification.wire.js'
import { wireOrganisation } from '../src/organisation/organisation.wire.js'
import { wireRegistry } from '../src/registry/registry.wire.js'
import { findConsenters } from '../src/representation/find-consenters.js'
import { testToolkit } from './toolkit.js'

export const ELVIRA = 'TSSLVR61B54A944Q' as CodiceFiscale
export const DARIO = 'MNTDRA80D12A944S' as CodiceFiscale
export const MOBILE = '+393470000214'
export const PARKING: Stated = { kind: 'enrolled', organisation: 'comune', purpose: 'sosta' }
export const TYPED: Stated = { kind: 'stated', body: 'Cinema Aurora', purpose: 'biglietto ridotto' }

const BODIES = {
  bodies: [
    {
      id: 'comune',
      name: 'Comune di Vallechiara',
      smsLabel: 'Comune di Vallechiara',
      purposes: [
        {
          id: 'sosta',
          label: { it: 'Contrassegno per la sosta', en: 'Parking badge' },
          legalBasis: 'Art. 381 D.P.R. 495/1992',
          smsLabel: 'contrassegno sosta',
        },
        {
          id: 'tributi',
          label: { it: 'Riduzione di un tributo', en: 'Reduction of a tax' },
          legalBasis: 'Art. 52 D.Lgs. 446/1997',
          smsLabel: 'riduzione tributo',
        },
      ],
      operators: [DARIO],
    },
  ],
}

export interface AuditRow {
  kind: string
  disclosure: string | null
  person: string | null
  answer: string | null
  rule_version: number | null
  acts_used: string[] | null
  fields_shown: string[] | null
  detail: Record<string, string>
}

const AUDIT = statement(
  'test.auditRows',
  `select id, kind, disclosure, person, answer, rule_version, acts_used, fields_shown, sealed_detail
   from audit_event where kind like 'disclosure.%' order by seq`,
)

export type LevelTwo = Awaited<ReturnType<typeof levelTwo>>

/** Elvira with her judgement, her telephone and her attestation; Dario, who works for the municipality. */
export async function levelTwo(database: Database, { register = {} }: { register?: object } = {}) {
  const toolkit = testToolkit(database)
  const { vault, chance, clock, now } = toolkit
  const audit = wireAudit(toolkit)
  await audit.makeRoom()
  const given = { ...toolkit, auditOn: audit.on }
  const registry = wireRegistry(toolkit)
  const organisation = wireOrganisation(given)
  const notification = wireNotification(given)
  const { dossiersOn } = registry
  // Nobody logs in here: the pages have tests of their own.
  const nobody = () => Promise.reject(new TypeError('no pages'))
  const pages = {
    requireOperator: nobody,
    requireHolder: nobody,
    requireStepUp: nobody,
    sessions: { workFor: nobody },
  }
  const consentersOn = (session: Session) => findConsenters({ ...dossiersOn(session), clock })
  const hasConsenter = () => Promise.resolve(false)
  const below = { dossiersOn, consentersOn, hasConsenter, organisation, notification }
  const disclosure = wireDisclosure({ ...given, ...pages, ...below })

  const feed = async (type: string, data: object, occurredAt = '2021-03-15T10:00:00+01:00', who = ELVIRA) => {
    const text = JSON.stringify({ id: chance.uuid(), type, occurredAt, codiceFiscale: who, data })
    const { refusals } = await registry.recordFeed([{ line: 1, text }])
    if (refusals[0]) throw new TypeError(`${refusals[0].field}: ${refusals[0].reason}`)
  }
  const registered = { nome: 'Elvira', cognome: 'Tassoni', dataNascita: '1961-02-14', cellulare: MOBILE }
  await feed('persona.registrata', { ...registered, ...register }, '2010-01-11T09:00:00+01:00')
  await feed('verbale.definito', {
    protocollo: 'P-1',
    procedura: 'aggravamento',
    dataVisita: '2021-03-01',
    dataDefinizione: '2021-03-15',
    giudizi: [
      {
        area: 'invaliditaCivile',
        codice: 'CIV-74',
        percentuale: 80,
        dal: '2021-03-01',
        dataRevisione: '2024-03-01',
      },
      { area: 'handicap', codice: 'H-3', dal: '2021-03-01' },
    ],
    noteFiscali: ['F4'],
  })
  await organisation.importFile(JSON.stringify(BODIES))
  const { start: person } = await registry.findDossierByCode(ELVIRA)
  if (person === undefined) throw new TypeError('nobody')
  const attestation = chance.uuid()
  await insertAttestation(database, vault, {
    id: attestation,
    person,
    token: drawToken(chance),
    shows: 'only',
    issuedAt: now(),
    noticeVersion: 1,
    noticeReadAt: now(),
  })

  const messages = async () => {
    await notification.deliverOnce()
    return findRecentDemoMessages(database, vault)
  }
  return {
    ...toolkit,
    ...disclosure,
    find: disclosure.findByReference,
    notification,
    registry,
    person,
    attestation,
    feed,
    operator: (codiceFiscale = DARIO): Operator => ({
      id: chance.uuid(),
      person: {
        codiceFiscale,
        nome: 'Dario',
        cognome: 'Montali',
        method: 'spid',
        level: 2,
        provider: 'Prova ID',
        at: clock.now(),
      },
    }),
    revoke: () => endAttestation(database, attestation, 'revoked', now()),
    messages,
    /** The newest code on the holder's telephone. */
    code: async () => {
      const [newest] = await messages()
      return (/\d{6}/.exec(newest?.text ?? '')?.[0] ?? '') as ApprovalCode
    },
    audited: async (): Promise<AuditRow[]> => {
      const rows = await database.query<AuditRow & { id: string; sealed_detail: Buffer }>(AUDIT)
      return rows.map(({ id, sealed_detail, ...row }) => ({
        ...row,
        detail: JSON.parse(vault.open({ table: 'audit_event', row: id }, sealed_detail)) as Record<
          string,
          string
        >,
      }))
    },
  }
}

/** Another code than the right one. */
export function wrong(code: ApprovalCode, by = 1): ApprovalCode {
  return String((Number(code) + by) % 1_000_000).padStart(6, '0') as ApprovalCode
}
