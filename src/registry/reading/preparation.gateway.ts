import { type Vault } from '../../vault/vault.js'
import { macText } from '../mac.js'
import { readFeedLine } from './feed-line.gateway.js'
import { prepareLine, type PreparePorts } from './prepare-line.js'

/** What a line is prepared with, on whichever thread. */
export function preparation(vault: Vault): ReturnType<typeof prepareLine> {
  return prepareLine(portsOf(vault))
}

function portsOf(vault: Vault): PreparePorts {
  return {
    readLine: readFeedLine,
    codeMac: (codiceFiscale) => macText(vault.mac('codiceFiscale', codiceFiscale)),
    protocolloMac: (protocollo) => macText(vault.mac('protocollo', protocollo)),
    contentMac: (content) => macText(vault.mac('content', content)),
    seal: vault.seal,
  }
}
