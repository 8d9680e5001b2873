/** A thread that prepares lines; started by `prepare-lines.gateway.ts`. */
import { move, workerData } from 'piscina'
import { systemChance } from '../../kernel/system-chance.gateway.js'
import { type VaultKeys } from '../../vault/vault.js'
import { openVault } from '../../vault/vault.gateway.js'
import { type PackedLines, packLines } from './packed-lines.js'
import { type NumberedLine } from './prepare-line.js'
import { preparation } from './preparation.gateway.js'

const prepare = preparation(openVault(workerData as VaultKeys, systemChance))

export default function prepareOnThread(lines: NumberedLine[]): PackedLines {
  const packed = packLines(lines.map(prepare))
  move(packed.bodies.buffer)
  return packed
}
