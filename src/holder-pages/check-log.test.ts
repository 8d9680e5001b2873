import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Instant, parseInstant } from '../kernel/instant.js'
import { type CheckLine, instantOf, lastScan } from './check-log.js'

const at = (text: string) => parseInstant(`2026-11-23T${text}:00+01:00`) as Instant

void test('a check known by its hour alone never seems to be before the QR that it read was issued', () => {
  const scan: CheckLine = { kind: 'scan', hour: at('10:00'), answer: 'recognised' }
  const issue: CheckLine = { kind: 'event', at: at('10:42'), event: 'attestation.issued', fieldsShown: [] }
  assert.ok(instantOf(scan) > instantOf(issue))
  const nextHour: CheckLine = { ...issue, at: at('11:01') }
  assert.ok(instantOf(scan) < instantOf(nextHour))
  assert.equal(lastScan([scan]), at('10:00'), 'it is still told by the hour in which it began')
})
