import { webcrypto } from 'node:crypto'
import { type AddressInfo } from 'node:net'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type SMTPServerOptions, SMTPServer } from 'smtp-server'

/** What a mail server was given: the envelope, and the letter as it came. */
export interface ReceivedLetter {
  from: string
  to: string[]
  raw: string
  secure: boolean
}

export interface MailServer {
  port: number
  /** The certificate that whoever talks to it must trust. */
  authority: string
  received: ReceivedLetter[]
  /** Replies to every recipient from now on with this, `250` for yes. */
  answerWith: (code: number, text?: string) => void
  close: () => Promise<void>
}

export interface MailServerChoices {
  /** TLS from the first byte, STARTTLS, or neither. */
  tls?: 'implicit' | 'starttls' | 'none'
  login?: { user: string; password: string }
  port?: number
}

/** A real SMTP server on a port of its own, with a certificate of its own for `localhost`. */
export async function mailServer({
  tls = 'starttls',
  login,
  port = 0,
}: MailServerChoices = {}): Promise<MailServer> {
  const { key, cert } = await certificate()
  const received: ReceivedLetter[] = []
  let answer: { code: number; text: string } = { code: 250, text: '' }
  const server = new SMTPServer({
    secure: tls === 'implicit',
    hideSTARTTLS: tls === 'none',
    authOptional: login === undefined,
    disabledCommands: login === undefined ? ['AUTH'] : [],
    ...(tls === 'none' ? {} : { key, cert }),
    ...behaviour(login, received, () => answer),
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    authority: cert,
    received,
    answerWith: (code, text = 'no') => (answer = { code, text }),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

function behaviour(
  login: MailServerChoices['login'],
  received: ReceivedLetter[],
  answer: () => { code: number; text: string },
): SMTPServerOptions {
  return {
    onAuth: (auth, _session, callback) => {
      const right = auth.username === login?.user && auth.password === login?.password
      callback(right ? null : new Error('no'), right ? { user: auth.username ?? '' } : undefined)
    },
    onRcptTo: (_address, _session, callback) => {
      const { code, text } = answer()
      callback(code === 250 ? null : Object.assign(new Error(text), { responseCode: code }))
    },
    onData: (stream, session, callback) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        const raw = Buffer.concat(pieces).toString('latin1')
        received.push({ from, to: rcptTo.map(({ address }) => address), raw, secure: session.secure })
        callback()
      })
    },
  }
}

let made: Promise<{ key: string; cert: string }> | undefined

function certificate(): Promise<{ key: string; cert: string }> {
  return (made ??= makeCertificate())
}

/** Self-signed: whoever trusts it trusts this server alone. */
async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as never })
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ value: 1 })
  for (const name of [certificate.subject, certificate.issuer])
    name.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({
        type: '2.5.4.3',
        value: new asn1js.Utf8String({ value: 'localhost' }),
      }),
    )
  certificate.notBefore.value = new Date(Date.now() - 3_600_000)
  certificate.notAfter.value = new Date(Date.now() + 86_400_000)
  const names = new pkijs.GeneralNames({ names: [new pkijs.GeneralName({ type: 2, value: 'localhost' })] })
  const extnValue = names.toSchema().toBER(false)
  certificate.extensions = [new pkijs.Extension({ extnID: '2.5.29.17', extnValue })]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine)
  await certificate.sign(keys.privateKey, 'SHA-256', engine)
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  return {
    key: pem('PRIVATE KEY', key),
    cert: pem('CERTIFICATE', Buffer.from(certificate.toSchema(true).toBER(false))),
  }
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}

/** The parts of a letter as its reader sees them: headers, text, and the file. */
export function openLetter({ raw }: ReceivedLetter): {
  headers: string
  text: string
  partHeaders: string
  file: Buffer
} {
  const [headers = ''] = raw.split('\r\n\r\n', 1)
  const boundary = /boundary="([^"]+)"/.exec(headers)?.[1] ?? ''
  const [, text = '', file = ''] = raw.split(`--${boundary}`)
  const [fileHeaders = '', fileBody = ''] = file.split('\r\n\r\n')
  return {
    headers,
    text: decoded(text),
    partHeaders: fileHeaders,
    file: Buffer.from(fileBody, 'base64'),
  }
}

function decoded(part: string): string {
  const [headers = '', ...body] = part.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  if (/base64/i.test(headers)) return Buffer.from(text, 'base64').toString('utf8')
  if (!/quoted-printable/i.test(headers)) return text
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
