import { CompactEncrypt, CompactSign, decodeJwt, importJWK } from 'jose'
import { type KoaContextWithOIDC } from 'oidc-provider'
import { drawKey } from '../cie/draw-key.gateway.js'
import { type Jwk } from '../cie/jwk.js'
import { type Claims } from '../cie/jws.js'
import { type CieFault, withFault } from './cie-fault.js'

/** Where CIE differs from the library, and where the provider is to do wrong. */
export async function answerLikeCie(
  context: KoaContextWithOIDC,
  [key]: Jwk[],
  fault: CieFault | undefined,
): Promise<void> {
  const { route } = (context as { oidc?: { route?: string } }).oidc ?? {}
  if (!key || context.status !== 200) return
  if (route === 'userinfo') {
    if (fault !== undefined) context.body = await wrongUserinfo(context, fault, key)
    // CIE says `application/jose` where the standard says `application/jwt`.
    context.type = 'application/jose'
  }
  if (route !== 'token' || fault === undefined) return
  const body = context.body as { id_token: string }
  if (fault === 'tokenError') context.status = 500
  context.body =
    fault === 'rubbish' ? '<html>' : { ...body, id_token: await wrongToken(body.id_token, fault, key) }
}

async function wrongToken(token: string, fault: CieFault, key: Jwk): Promise<string> {
  const claims = withFault(decodeJwt(token), fault)
  if (fault === 'algorithm') return signed(claims, { ...key, kty: 'oct', k: String(key['n']) }, 'HS256')
  if (fault === 'signature') return signed(claims, await drawKey({ bits: 2048, kid: key.kid }))
  if (fault === 'unknownKey') return signed(claims, await drawKey({ bits: 2048, kid: 'unknown' }))
  return signed(claims, key)
}

async function wrongUserinfo(context: KoaContextWithOIDC, fault: CieFault, key: Jwk): Promise<unknown> {
  const claims = { sub: fault === 'otherSubject' ? 'altri' : context.oidc.account?.accountId }
  if (fault === 'plainUserinfo') return signed(claims, key)
  if (fault !== 'otherSubject' && fault !== 'userinfoSignature') return context.body
  const keys = (context.oidc.client?.jwks as { keys: Jwk[] } | undefined)?.keys ?? []
  const encryption = keys.find(({ use }) => use === 'enc')
  const inner = await signed(
    claims,
    fault === 'userinfoSignature' ? await drawKey({ bits: 2048, kid: key.kid }) : key,
  )
  return encryption === undefined ? inner : encrypted(inner, encryption)
}

async function signed(claims: Claims, key: Jwk, alg = 'RS256'): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg, kid: key.kid, typ: 'JWT' })
    .sign(await importJWK(key, alg))
}

async function encrypted(text: string, key: Jwk): Promise<string> {
  return new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256CBC-HS512', kid: key.kid })
    .encrypt(await importJWK(key, 'RSA-OAEP'))
}
