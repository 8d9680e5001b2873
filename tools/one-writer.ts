import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { filesUnder, type Wrong } from './boundaries.js'

/**
 * A table has one writer: the capability named by the migration that makes it. Others read it through a view or a
 * function `x_…` of that migration. SQL stands in `.store` files and in the db toolkit only.
 */
export function checkOneWriter(root: string): Wrong[] {
  const owners = tableOwners(join(root, 'migrations'))
  const wrong: Wrong[] = []
  for (const file of filesUnder(join(root, 'src'))) {
    const source = relative(root, file)
    if (/\.test\.ts$/.test(source)) continue
    const capability = source.split('/')[1] ?? ''
    const mayHoldSql = /\.store\.ts$/.test(source) || source.startsWith('src/db/')
    const text = readFileSync(file, 'utf8')
    if (!mayHoldSql && /\bstatement\(/.test(text))
      wrong.push({ from: source, to: 'statement()', rule: 'SQL stands in .store files' })
    for (const [, table = ''] of text.matchAll(/\bbulkTable\(\s*'(\w+)'/g)) {
      const owner = owners.get(table) ?? 'nobody'
      if (!mayHoldSql) wrong.push({ from: source, to: table, rule: 'tables are written in .store files' })
      if (owner !== capability) wrong.push({ from: source, to: table, rule: `belongs to ${owner}` })
    }
    for (const sql of sqlIn(text)) {
      if (!mayHoldSql) wrong.push({ from: source, to: sql.slice(0, 60), rule: 'SQL stands in .store files' })
      if (/select\s+(\w+\.)?\*/i.test(sql))
        wrong.push({ from: source, to: sql.slice(0, 60), rule: 'columns are named' })
      for (const table of tablesIn(sql)) {
        const owner = owners.get(table)
        if (owner === undefined || owner === capability || capability === 'db') continue
        wrong.push({ from: source, to: table, rule: `belongs to ${owner}: read it through a view x_…` })
      }
    }
  }
  return wrong
}

/** Which capability made each table, by the names of the migrations. */
function tableOwners(folder: string): Map<string, string> {
  const owners = new Map<string, string>()
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()) {
    const owner = /^\d+-(.+)\.sql$/.exec(name)?.[1] ?? ''
    const text = readFileSync(join(folder, name), 'utf8')
    for (const [, table = ''] of text.matchAll(/create table (?:if not exists )?(\w+)/g))
      owners.set(table, owner)
  }
  return owners
}

/** The quoted texts of a file that are SQL. */
function sqlIn(text: string): string[] {
  const quoted = text.match(/`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'/g) ?? []
  return quoted.map((literal) => literal.slice(1, -1)).filter((literal) => SQL.test(literal))
}

const SQL =
  /^\s*(--.*\n\s*)*(with\s+(recursive\s+)?\w+|select\s+.+\s+from\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|truncate\s)/is

/** Every relation that a statement names after from, join, into or update, the later ones of a list too. */
function tablesIn(sql: string): Set<string> {
  const plain = sql
    .toLowerCase()
    .replaceAll('"', '')
    .replace(/\b(only\s+|public\.)/g, '')
  const named = plain.matchAll(
    /\b(?:from|join|into|update|using)\s+((?:\w+(?:\s+(?:as\s+)?\w+)?\s*,\s*)*\w+)/g,
  )
  return new Set(
    Array.from(named, ([, list = '']) => list.split(',')).flatMap((items) => items.map(firstWord)),
  )
}

function firstWord(text: string): string {
  return /\w+/.exec(text)?.[0] ?? ''
}
