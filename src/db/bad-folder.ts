/** The folder of the embedded database is in use by another process. */
export class BadFolder extends Error {
  constructor(folder: string, pid: number) {
    super(
      `the data folder ${folder} is in use by process ${String(pid)}. The embedded database has one opener at a time: ` +
        'stop the other one, or choose another folder with DATA_DIR.',
    )
  }
}

/** There is no embedded database in the folder. */
export class NoFolder extends Error {
  constructor(folder: string) {
    super(`There is no database in the data folder ${folder}.`)
  }
}
