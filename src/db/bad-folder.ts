/** The data folder cannot be used, and why: said as it is to who started the program. */
export class BadFolder extends Error {}

/** Another process has it open. */
export class FolderInUse extends BadFolder {
  constructor(folder: string, pid: number) {
    super(
      `the data folder ${folder} is in use by process ${String(pid)}. The embedded database has one opener at a time: ` +
        'stop the other one, or choose another folder with DATA_DIR.',
    )
  }
}

/** There is no embedded database in the folder. */
export class NoFolder extends BadFolder {
  constructor(folder: string) {
    super(`There is no database in the data folder ${folder}.`)
  }
}

/** It is a file, or may not be made or written. */
export class UnusableFolder extends BadFolder {
  constructor(folder: string, reason: string) {
    super(`the data folder ${folder} cannot be used: ${reason}. Choose another with DATA_DIR.`)
  }
}

/** It holds somebody else's files: a database would be lost among them, and they in its backup. */
export class ForeignFolder extends BadFolder {
  constructor(folder: string) {
    super(
      `the folder ${folder} holds other files and no database of ours. Choose an empty folder, or a new one, with DATA_DIR.`,
    )
  }
}
