import { type ListedOrganisation } from './organisation.js'

export interface FileFault {
  /** `bodies[0].purposes[1].smsLabel` */
  path: string
  reason: string
}

export type FileReading =
  { kind: 'read'; organisations: ListedOrganisation[] } | { kind: 'refused'; faults: FileFault[] }

/** How many rows are in force after an import, and how many are no longer. */
export interface ImportCount {
  organisations: number
  purposes: number
  operators: number
  clerks: number
  withdrawn: number
}

export interface ImportPorts {
  /** Makes the tables say what the list says; what is not in it is withdrawn. */
  replaceOrganisations: (organisations: ListedOrganisation[]) => Promise<{ withdrawn: number }>
  recordAudit: (event: OrganisationsImported) => Promise<void>
}

export interface OrganisationsImported {
  kind: 'organisations.imported'
  detail: Record<string, string>
}

export interface ImportUse {
  readFile: (text: string) => FileReading
  transact: <T>(work: (ports: ImportPorts) => Promise<T>) => Promise<T>
}

export type ImportOutcome =
  { kind: 'imported'; count: ImportCount } | Extract<FileReading, { kind: 'refused' }>

/** Imports the file of bodies, purposes and operators: the file is the truth, whole or not at all. */
export function importOrganisations({ readFile, transact }: ImportUse) {
  return async (text: string): Promise<ImportOutcome> => {
    const reading = readFile(text)
    if (reading.kind === 'refused') return reading
    const { organisations } = reading
    return transact(async (ports) => {
      const { withdrawn } = await ports.replaceOrganisations(organisations)
      const count = {
        organisations: organisations.length,
        purposes: sum(organisations.map(({ purposes }) => purposes.length)),
        operators: sum(organisations.map(({ operators }) => operators.length)),
        clerks: sum(organisations.map(({ clerks }) => clerks.length)),
        withdrawn,
      }
      const detail = Object.fromEntries(Object.entries(count).map(([name, value]) => [name, String(value)]))
      await ports.recordAudit({ kind: 'organisations.imported', detail })
      return { kind: 'imported', count }
    })
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
