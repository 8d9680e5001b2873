import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { testToolkit } from '../../test/toolkit.js'
import { type Database, statement } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { HOUR } from '../kernel/instant.js'
import { readEidasIdentifier } from '../kernel/person-identity.js'
import { type OrganisationsImported } from './import-organisations.js'
import { wireOrganisation } from './organisation.wire.js'

const MARIO = 'RSSMRA80A01H501U' as CodiceFiscale

function worldOf(database: Database) {
  const toolkit = testToolkit(database)
  const audited: OrganisationsImported[] = []
  const organisation = wireOrganisation({
    ...toolkit,
    auditOn: () => (event) => {
      audited.push(event)
      return Promise.resolve()
    },
  })
  return { ...toolkit, audited, ...organisation }
}

const sosta = {
  id: 'sosta',
  label: { it: 'Sosta', en: 'Parking' },
  legalBasis: 'Art. 381',
  smsLabel: 'sosta',
}
const bus = { id: 'bus', label: { it: 'Autobus', en: 'Bus' }, legalBasis: 'Legge', smsLabel: 'autobus' }
const comune = {
  id: 'comune',
  name: 'Comune',
  smsLabel: 'Comune',
  purposes: [sosta, bus],
  operators: [MARIO],
}
const teatro = { id: 'teatro', name: 'Teatro', smsLabel: 'Teatro', purposes: [bus], operators: [MARIO] }
const file = (...bodies: unknown[]) => JSON.stringify({ bodies })

onBothEngines('an operator may ask for the bodies and purposes of the last file', async (_t, database) => {
  const { importFile, findEnrolments, audited } = worldOf(database)
  const outcome = await importFile(file(comune, teatro))
  const count = { organisations: 2, purposes: 3, operators: 2, clerks: 0, withdrawn: 0 }
  assert.deepEqual(outcome, { kind: 'imported', count })
  const { operators: _, ...organisation } = comune
  const enrolments = await findEnrolments(MARIO)
  assert.deepEqual(enrolments[0], { ...organisation, purposes: [bus, sosta] })
  assert.deepEqual(
    enrolments.map(({ id }) => id),
    ['comune', 'teatro'],
  )
  assert.deepEqual(audited, [
    {
      kind: 'organisations.imported',
      detail: { organisations: '2', purposes: '3', operators: '2', clerks: '0', withdrawn: '0' },
    },
  ])
})

onBothEngines(
  'what is not in the file is withdrawn, and comes back with a later file',
  async (_t, database) => {
    const { importFile, findEnrolments, pass } = worldOf(database)
    await importFile(file(comune, teatro))
    pass(HOUR)
    const outcome = await importFile(file({ ...comune, purposes: [sosta], name: 'Comune nuovo' }))
    // The theatre, its purpose, its operator, and one purpose of the municipality.
    assert.deepEqual(outcome.kind === 'imported' && outcome.count.withdrawn, 4)
    const [left, ...none] = await findEnrolments(MARIO)
    assert.deepEqual(none, [])
    assert.equal(left?.name, 'Comune nuovo')
    assert.deepEqual(
      left.purposes.map(({ id }) => id),
      ['sosta'],
    )
    await importFile(file({ ...comune, operators: [] }, teatro))
    assert.deepEqual(
      (await findEnrolments(MARIO)).map(({ id }) => id),
      ['teatro'],
    )
  },
)

onBothEngines(
  'an operator of another state is enrolled by the identifier of that state',
  async (_t, database) => {
    const { importFile, findEnrolments } = worldOf(database)
    const marisol = readEidasIdentifier('ES/IT/02635542Y')!
    assert.equal((await importFile(file({ ...comune, operators: [MARIO, marisol] }))).kind, 'imported')
    assert.deepEqual(
      (await findEnrolments(marisol)).map(({ id }) => id),
      ['comune'],
    )
    assert.deepEqual(await findEnrolments(readEidasIdentifier('ES/IT/02635542X')!), [])
    for (const wrong of ['ES/FR/02635542Y', 'es/it/1', 'ES/IT/', 'PROV0123456789'])
      assert.equal((await importFile(file({ ...comune, operators: [wrong] }))).kind, 'refused', wrong)
  },
)

onBothEngines('a file with a fault changes nothing', async (_t, database) => {
  const { importFile, findEnrolments } = worldOf(database)
  await importFile(file(comune))
  assert.equal((await importFile(file(teatro, { ...comune, id: '!' }))).kind, 'refused')
  assert.deepEqual(
    (await findEnrolments(MARIO)).map(({ id }) => id),
    ['comune'],
  )
})

onBothEngines(
  'nobody is enrolled whom the file does not name, and no codice fiscale is in the tables',
  async (_t, database) => {
    const { importFile, findEnrolments } = worldOf(database)
    await importFile(file(comune))
    assert.deepEqual(await findEnrolments('TSSLVR61B54A944R' as CodiceFiscale), [])
    const [row] = await database.query<{ dump: string }>(
      statement('test.dumpOperators', `select string_agg(t::text, ' ') as dump from enrolled_operator t`),
    )
    assert.ok(row)
    assert.ok(!row.dump.includes(MARIO) && !row.dump.includes(Buffer.from(MARIO).toString('hex')))
  },
)
