import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { readOrganisationsFile } from '../organisation/organisations-file.gateway.js'
import { type ImportOutcome } from '../organisation/import-organisations.js'
import { type Terminal, Usage } from './command.js'
import { organisationsCommand } from './organisations.js'

const COUNT = { organisations: 0, purposes: 0, operators: 0, clerks: 0, withdrawn: 0 }

async function run(args: string[], input: string) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  stdin.end(input)
  const terminal = { stdin, stdout, stderr, isTty: false } as unknown as Terminal
  const importFile = (file: string): Promise<ImportOutcome> => {
    const reading = readOrganisationsFile(file)
    return Promise.resolve(reading.kind === 'read' ? { kind: 'imported', count: COUNT } : reading)
  }
  const exitCode = await organisationsCommand(args, terminal, { importFile })
  return { exitCode, out: await text(stdout.end()), err: await text(stderr.end()) }
}

void test('a good file is imported, and what is in force is told as one line of JSON', async () => {
  const { exitCode, out } = await run(['import', '-'], '{"bodies": []}')
  assert.equal(exitCode, 0)
  assert.deepEqual(JSON.parse(out), COUNT)
})

void test('a file with faults changes nothing: every fault is told, and the exit code is not zero', async () => {
  const { exitCode, out, err } = await run(['import', '-'], '{"bodies": [{"id": "X"}]}')
  assert.equal(exitCode, 1)
  assert.equal(out, '')
  assert.match(err, /bodies\[0\]\.id: /)
  assert.match(err, /bodies\[0\]\.name: is missing/)
  assert.match(err, /Nothing was changed/)
})

void test('what is wrong in the file is said in words, without the code that was wrong', async () => {
  const body = { id: 'x', name: 3, smsLabel: 'X', purposes: {}, operators: ['BLLGNS72C58A944A', 'BLL'] }
  const { err } = await run(['import', '-'], JSON.stringify({ bodies: [body] }))
  assert.match(err, /^bodies\[0\]\.name: is not a text$/m)
  assert.match(err, /^bodies\[0\]\.purposes: is not a list$/m)
  assert.match(err, /^bodies\[0\]\.operators\[0\]: is no codice fiscale: its last character/m)
  assert.match(err, /^bodies\[0\]\.operators\[1\]: has 3 characters: a codice fiscale has 16$/m)
  assert.doesNotMatch(err, /BLL|expected|wrongLength/)
})

void test('words that are not known are explained', async () => {
  await assert.rejects(run(['export', '-'], ''), Usage)
  await assert.rejects(run(['import'], ''), Usage)
  await assert.rejects(run(['import', '/no/such/file'], ''), Usage)
})
