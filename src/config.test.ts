import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { BadConfig, readConfig } from './config.js'
import { publicJwk } from './identity/cie/jwk.js'
import { demoKeys } from './identity/demo/cie-keys.gateway.js'

function problemsOf(environment: NodeJS.ProcessEnv, demo = false): string[] {
  try {
    readConfig(environment, { demo })
    return []
  } catch (error) {
    assert.ok(error instanceof BadConfig)
    return error.problems
  }
}

void test('without any environment the demo runs on the embedded database', () => {
  const config = readConfig({}, { demo: true })
  assert.deepEqual(config.database, { kind: 'embedded', folder: '.data' })
  assert.equal(config.baseUrl, 'http://localhost:3000')
  assert.equal(config.demo, true)
})

void test('production refuses every demo part and default, all at once', () => {
  const problems = problemsOf({ NODE_ENV: 'production', DEMO: 'on' })
  for (const name of [
    'DEMO',
    'DATABASE_URL',
    'KEYS_FILE',
    'FEED_SENDERS_FILE',
    'BASE_URL',
    'SMS_URL',
    'SEAL_KEY_FILE',
    'INSTITUTION_NAME',
  ]) {
    assert.ok(
      problems.some((problem) => problem.startsWith(name)),
      name,
    )
  }
})

void test('all wrong values are reported together', () => {
  const problems = problemsOf({
    PORT: 'http',
    DATABASE_URL: 'mysql://x',
    BASE_URL: 'https://x.example/path',
    PIN: 'yes',
  })
  assert.equal(problems.length, 4)
})

void test('production’s problems are told together with values that cannot be read, each once and in our words', () => {
  const problems = problemsOf({
    NODE_ENV: 'production',
    METRICS_PORT: '70000',
    DATABASE_URL: 'mysql://user:secret@host/x',
    BASE_URL: 'example',
    PIN: 'yes',
  })
  assert.ok(problems.includes('METRICS_PORT: is not a port number (0–65535)'), problems.join('\n'))
  assert.ok(problems.includes('PIN: is none of off, exemptHolders, operatorsToo'))
  for (const name of ['DATABASE_URL', 'BASE_URL', 'KEYS_FILE', 'SMS_URL', 'INSTITUTION_NAME'])
    assert.equal(problems.filter((problem) => problem.startsWith(name)).length, 1, name)
  assert.doesNotMatch(problems.join(' '), /secret|expected|invalid|zod/i)
})

void test('two ports that are the same, or one beyond the last, are refused', () => {
  assert.deepEqual(problemsOf({ PORT: '4000', METRICS_PORT: '4000' }), ['METRICS_PORT: is the same as PORT'])
  assert.match(problemsOf({ PORT: '65535' })[0] ?? '', /^METRICS_PORT: /)
})

void test('half of the text-message gateway is not taken for none', () => {
  assert.match(problemsOf({ SMS_URL: 'https://sms.example/send' })[0] ?? '', /^SMS_TOKEN: missing/)
})

void test('half of a seal is not taken for none, nor two keys for one', () => {
  assert.deepEqual(problemsOf({ SEAL_KEY_FILE: 'package.json' }), [
    'SEAL_CERTIFICATE_FILE: missing, though SEAL_KEY_FILE is there',
  ])
  assert.deepEqual(problemsOf({ SEAL_PASSPHRASE: 'x' }), [
    'SEAL_PKCS12_FILE: missing, though SEAL_PASSPHRASE is there',
  ])
  assert.match(problemsOf({ SEAL_TRUSTED_FILE: '/nowhere' })[0] ?? '', /^SEAL_TRUSTED_FILE: there is no file/)
  assert.deepEqual(problemsOf({ SEAL_TIMESTAMP_URL: 'https://tsa.example/' }), [
    'SEAL_TIMESTAMP_CERTIFICATE_FILE: missing, though SEAL_TIMESTAMP_URL is there',
  ])
  const both = { SEAL_KEY_FILE: 'package.json', SEAL_CERTIFICATE_FILE: 'package.json' }
  const problems = problemsOf({ ...both, SEAL_PKCS12_FILE: 'package.json', SEAL_PASSPHRASE: 'x' })
  assert.deepEqual(problems, ['SEAL_KEY_FILE, SEAL_PKCS12_FILE: one key is enough'])
})

void test('without a key the seal is the demonstration’s, beside the embedded database or nowhere', () => {
  const folderOf = (environment: NodeJS.ProcessEnv) => {
    const { source } = readConfig(environment, { demo: false }).seal
    return source.kind === 'demo' ? source.folder : source.kind
  }
  assert.equal(folderOf({ DATA_DIR: 'data' }), join('data', 'seal'))
  assert.equal(folderOf({ DATABASE_URL: 'postgres://localhost/x' }), undefined)
})

void test('a key file that is not there is said by name', () => {
  assert.match(problemsOf({ KEYS_FILE: '/nowhere/keys.json' })[0] ?? '', /KEYS_FILE/)
})

void test('a mail server is read whole or not at all, and its password is never repeated', () => {
  const mailOf = (environment: NodeJS.ProcessEnv, demo = false) => readConfig(environment, { demo }).mail
  const from = 'da@istituto.example'
  assert.deepEqual(mailOf({}), { kind: 'off' })
  assert.deepEqual(mailOf({}, true), { kind: 'demoMailbox' })
  assert.deepEqual(mailOf({ SMTP_URL: 'smtps://u%40x:p%3A@posta.example', MAIL_FROM: from }), {
    kind: 'smtp',
    host: 'posta.example',
    port: 465,
    implicitTls: true,
    login: { user: 'u@x', password: 'p:' },
    from,
    requireTls: false,
  })
  assert.match(problemsOf({ SMTP_URL: 'smtp://posta.example' })[0] ?? '', /^MAIL_FROM: missing/)
  assert.match(problemsOf({ MAIL_FROM: from })[0] ?? '', /^SMTP_URL: missing/)
  for (const wrong of ['http://x', 'smtp://x/?tls.rejectUnauthorized=false', 'smtp://u:secret@x/path'])
    assert.doesNotMatch(problemsOf({ SMTP_URL: wrong, MAIL_FROM: from }).join() || 'secret', /secret/, wrong)
  assert.match(
    problemsOf({ SMTP_URL: 'smtps://x', MAIL_FROM: 'a@b.example, c@d.example' })[0] ?? '',
    /^MAIL_FROM: is not/,
  )
})

void test('production may go without mail, and then offers none', () => {
  const problems = problemsOf({ NODE_ENV: 'production' })
  assert.ok(!problems.some((problem) => /SMTP_URL|MAIL_FROM/.test(problem)))
})

void test('SPID is off, the demo’s, or whole: half a configuration is told, and production refuses providers to try with', () => {
  assert.deepEqual(readConfig({}, { demo: false }).spid, { kind: 'off' })
  assert.deepEqual(readConfig({}, { demo: true }).spid, { kind: 'demo' })
  const half = problemsOf({ SPID_KEY_FILE: 'package.json' })
  assert.ok(half.includes('SPID_KEY_FILE: is no private key in PEM'))
  for (const name of [
    'SPID_CERTIFICATE_FILE',
    'SPID_IPA_CODE',
    'SPID_CONTACT_EMAIL',
    'SPID_REGISTRY_CERTIFICATE_FILE',
  ])
    assert.ok(half.includes(`${name}: missing, though SPID_KEY_FILE is there`), name)
  assert.ok(
    problemsOf({ SPID_IPA_CODE: 'x' }).includes('SPID_KEY_FILE: missing, though SPID_IPA_CODE is there'),
  )
  const tried = {
    NODE_ENV: 'production',
    SPID_TEST_PROVIDERS_FILE: 'package.json',
    SPID_ENTITY_ID: 'http://a:1',
  }
  const refused = problemsOf({ ...tried, SPID_KEY_FILE: 'package.json' })
  assert.ok(refused.includes('SPID_TEST_PROVIDERS_FILE: names providers that nobody vouches for'))
  assert.ok(refused.includes('SPID_ENTITY_ID: must be https, without a port'))
})

void test('the card is read whole or not at all, by one door only', () => {
  assert.equal(readConfig({}, { demo: false }).cns, undefined)
  assert.match(problemsOf({ CNS_PORT: '4000' })[0] ?? '', /^CNS_URL: missing/)
  const whole = { CNS_URL: 'https://cns.example', CNS_PORT: '4000', CNS_LIST_SIGNERS_FILE: 'package.json' }
  assert.match(
    problemsOf({ ...whole, CNS_PROXY_SECRET: 's'.repeat(32) }).join(),
    /CNS_LIST_SIGNERS_FILE: holds no/,
  )
  assert.match(
    problemsOf({ ...whole, CNS_PROXY_SECRET: 'short' }).join(),
    /CNS_PROXY_SECRET: has fewer than 32/,
  )
  assert.match(
    problemsOf({ ...whole, CNS_PROXY_SECRET: 's'.repeat(32), CNS_PROXY_SOCKET: '/x' }).join(),
    /only one/,
  )
  assert.match(problemsOf({ ...whole, CNS_URL: 'http://cns.example' }).join(), /CNS_URL: must be https/)
})

void test('trial cards are the demo’s alone', () => {
  assert.equal(readConfig({}, { demo: true }).cns?.list.kind, 'demo')
  const problems = problemsOf({ NODE_ENV: 'production', DEMO: 'on' })
  assert.ok(problems.some((problem) => problem.startsWith('DEMO')))
})

void test('T61: what is printed is refused where no sheet has room for it, the longest host of a port included', () => {
  const long = `https://${'a'.repeat(52)}.it:65535`
  assert.deepEqual(problemsOf({ BASE_URL: long }), [
    'BASE_URL: is too long for the sheet: 61 letters, and there is room for 60',
  ])
  assert.deepEqual(problemsOf({ BASE_URL: long.replace('a', '') }), [])
  assert.match(problemsOf({ BASE_URL: `https://${'a.'.repeat(1830)}it` })[0] ?? '', /^BASE_URL: /)
  assert.match(problemsOf({ INSTITUTION_NAME: 'I'.repeat(91) })[0] ?? '', /^INSTITUTION_NAME: .*room for 90$/)
  assert.match(
    problemsOf({ INSTITUTION_TELEPHONE: '8'.repeat(21) })[0] ?? '',
    /^INSTITUTION_TELEPHONE: .*20$/,
  )
  assert.deepEqual(
    problemsOf({ INSTITUTION_NAME: 'I'.repeat(90), INSTITUTION_TELEPHONE: '8'.repeat(20) }),
    [],
  )
})

void test('CIE is off or whole: what is missing, is no key, is used twice or leads elsewhere is told by name, and no key is repeated', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attesta-cie-'))
  const file = (name: string, content: unknown) => {
    const path = join(folder, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  try {
    const { ours, anchor } = await demoKeys()
    const CIE_KEYS_FILE = file('keys.json', ours)
    const CIE_TRUST_ANCHOR_KEYS_FILE = file('anchor.json', { keys: anchor.map(publicJwk) })
    const whole = { CIE_KEYS_FILE, CIE_TRUST_ANCHOR_KEYS_FILE }
    assert.equal(readConfig({}, { demo: false }).cie, undefined)
    const { cie } = readConfig(whole, { demo: false })
    assert.deepEqual([cie?.clientId, cie?.trustAnchorKeys.length], ['http://localhost:3000', 1])
    const mark = { id: 'https://anchor.example/mark', trust_mark: 'x.y.z' }
    const CIE_TRUST_MARKS_FILE = file('mark.json', mark)
    assert.deepEqual(readConfig({ ...whole, CIE_TRUST_MARKS_FILE }, { demo: false }).cie?.trustMarks, [mark])

    const wrong: [NodeJS.ProcessEnv, RegExp][] = [
      [{ CIE_PROVIDER: 'https://op.example' }, /^CIE_KEYS_FILE: missing, though CIE_PROVIDER is there$/],
      [{ CIE_KEYS_FILE }, /^CIE_TRUST_ANCHOR_KEYS_FILE: missing/],
      [{ ...whole, CIE_KEYS_FILE: '/nowhere/keys.json' }, /^CIE_KEYS_FILE: there is no file/],
      [{ ...whole, CIE_KEYS_FILE: file('no.json', 'no {') }, /^CIE_KEYS_FILE: is not JSON/],
      [{ ...whole, CIE_KEYS_FILE: file('none.json', {}) }, /^CIE_KEYS_FILE: holds no keys/],
      [
        { ...whole, CIE_KEYS_FILE: file('public.json', { ...ours, signing: ours.signing.map(publicJwk) }) },
        /^CIE_KEYS_FILE: holds a key that is no private RSA key/,
      ],
      [
        { ...whole, CIE_KEYS_FILE: file('twice.json', { ...ours, signing: ours.federation }) },
        /^CIE_KEYS_FILE: uses a key for two jobs/,
      ],
      [
        { ...whole, CIE_TRUST_ANCHOR_KEYS_FILE: file('kidless.json', { keys: [{ kty: 'RSA' }] }) },
        /^CIE_TRUST_ANCHOR_KEYS_FILE: holds a key without kty or kid/,
      ],
      [
        { ...whole, CIE_TRUST_MARKS_FILE: file('markless.json', [{ id: 'x' }]) },
        /^CIE_TRUST_MARKS_FILE: holds a trust mark without id or trust_mark/,
      ],
      [
        { ...whole, CIE_CLIENT_ID: 'https://elsewhere.example' },
        /^CIE_CLIENT_ID: is not an address of BASE_URL$/,
      ],
    ]
    for (const [environment, problem] of wrong) {
      const problems = problemsOf(environment)
      assert.ok(
        problems.some((one) => problem.test(one)),
        `${String(problem)} in ${problems.join('; ')}`,
      )
      assert.doesNotMatch(problems.join(), new RegExp(String(ours.signing[0].n)))
    }
    const production = problemsOf({ ...whole, NODE_ENV: 'production', CIE_PROVIDER: 'http://op.example' })
    assert.ok(production.includes('CIE_PROVIDER: must be https'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
