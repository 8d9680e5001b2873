import { type SchemaPart } from './compare-schemas.js'
import { openEmbedded } from './embedded.gateway.js'
import { migrate } from './migrate.gateway.js'
import { readSchema } from './schema.store.js'

/**
 * The schema as the migrations of this code make it: they are run on an empty database in memory, and its catalogue is
 * read. So nothing that the doctor expects is written down twice.
 */
export async function readBlueprint(): Promise<SchemaPart[]> {
  const scratch = await openEmbedded({ role: undefined })
  try {
    await migrate(scratch)
    return await readSchema(scratch)
  } finally {
    await scratch.close()
  }
}
