/**
 * `npm run check:metadata -- SCHEMAS [FILE]`: whether SAML metadata, read from FILE or from standard input, are valid
 * against the schema of OASIS (saml-schema-metadata-2.0.xsd). SCHEMAS is the folder with that file and those that it
 * imports; their licences do not let us bring them along, so docs/going-live.md says where they are had.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { validateXML, type XMLFileInfo } from 'xmllint-wasm'

const SCHEMA = 'saml-schema-metadata-2.0.xsd'
const [folder, file] = process.argv.slice(2)
if (folder === undefined) {
  console.error('check:metadata: name the folder that holds ' + SCHEMA)
  process.exit(2)
}

const metadata = file === undefined ? await text(process.stdin) : readFileSync(file, 'utf8')
const schemas = readdirSync(folder).filter((name) => name.endsWith('.xsd'))
/** A schema as it was published, its imports taken from this folder and not from the network. */
const read = (fileName: string): XMLFileInfo => ({
  fileName,
  contents: readFileSync(join(folder, fileName), 'utf8').replace(
    /(schemaLocation=")[^"]*\/([^"/]+")/g,
    '$1$2',
  ),
})

const { errors, valid } = await validateXML({
  xml: [{ fileName: 'metadata.xml', contents: metadata }],
  schema: [read(SCHEMA)],
  preload: schemas.filter((name) => name !== SCHEMA).map(read),
})
for (const { message } of errors) console.error(`✖ ${message}`)
console.log(valid ? `✔ valid against ${SCHEMA}` : `✖ not valid against ${SCHEMA}`)
process.exitCode = valid ? 0 : 1
