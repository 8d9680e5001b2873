import assert from 'node:assert/strict'
import { postgres, testOn } from './databases.js'
import { damage, examineCopy, faultsOf, snapshotFrom } from './examine.js'
import { fill } from './filled.js'
import { testToolkit } from './toolkit.js'

import './doctor.test.js'

type Damage = [title: string, sql: string, checks: string[]]
const CHANGED_SINCE = ['snapshot.fewerRows']
const DAMAGES: Damage[] = [
  ['a table that was emptied', 'truncate act', ['registry.actsMissing', ...CHANGED_SINCE]],
  [
    'who acts for whom, emptied',
    'truncate representation',
    ['registry.representationsMissing', ...CHANGED_SINCE],
  ],
  [
    'a feed that was emptied',
    'truncate feed_event cascade',
    ['audit.aheadOfFeed', ...CHANGED_SINCE, 'snapshot.otherRows'],
  ],
  ['a trigger that is switched off', 'alter table act disable trigger append_only', ['schema.different']],
  ['a trigger that is gone', 'drop trigger append_only on feed_event', ['schema.missing']],
  ['a foreign key that is switched off', 'alter table act disable trigger all', ['schema.different']],
  [
    'a guard that guards nothing',
    `create or replace function refuse_change() returns trigger language plpgsql as 'begin return old; end'`,
    ['schema.different'],
  ],
  ['a grant too many', 'grant update on feed_event to attesta_app', ['schema.power']],
  ['a grant on one column', 'grant update (answer) on audit_event to attesta_app', ['schema.power']],
  ['a grant past the table', 'grant delete on audit_event_2026_11 to attesta_app', ['partition.unguarded']],
  ['a grant to everybody', 'grant select on codice_fiscale to public', ['schema.power']],
  ['a grant that is missing', 'revoke insert on outbox from attesta_app', ['schema.missing']],
  ['a role in another', 'grant attesta_retention to attesta_app', ['schema.power']],
  [
    'a partition without its trigger',
    'alter table audit_event_2026_11 disable trigger append_only',
    ['partition.unguarded'],
  ],
  [
    'a month that is gone',
    "drop table audit_event_2026_12; select ensure_audit_partitions(date '2027-01-15')",
    ['audit.monthMissing'],
  ],
  ['a view that is gone', 'drop view x_attestation', ['schema.missing']],
  ['a table that is gone', 'drop table organisation cascade', ['schema.missing']],
  [
    'a sequence that went back',
    `select setval('feed_event_seq_seq', 5)`,
    ['sequence.behind', 'snapshot.sequenceWentBack'],
  ],
  [
    'a migration that is not applied',
    'delete from schema_migration where number = 8',
    ['migrations.missing'],
  ],
  [
    'a migration of a later version',
    `insert into schema_migration (number, name, sha256) values (9999, '9999-later.sql', '')`,
    ['migrations.unknown'],
  ],
  [
    'a migration with other words',
    `update schema_migration set sha256 = '' where number = 3`,
    ['migrations.changed'],
  ],
  [
    'an act of somebody else',
    `alter table act disable trigger append_only;
     update act set person = (select id from person order by id desc limit 1) where event_seq =
       (select min(a.event_seq) from act a where a.person <> (select id from person order by id desc limit 1));
     alter table act enable trigger append_only`,
    ['registry.actsAstray', 'registry.actsMissing'],
  ],
  [
    'an event that was altered',
    `alter table feed_event disable trigger append_only;
     update feed_event set occurred_at = occurred_at - interval '1 day' where seq = 3;
     alter table feed_event enable trigger append_only`,
    ['snapshot.otherRows'],
  ],
]

for (const [title, sql, checks] of DAMAGES) {
  testOn(postgres, `the doctor finds ${title}`, async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    await fill(toolkit)
    const against = snapshotFrom(await examineCopy(toolkit, extras))
    await damage(extras, sql)
    const examination = await examineCopy(toolkit, extras, { against })
    // Roles are of the whole server: the next test wants them as they were.
    await damage(extras, 'revoke attesta_retention from attesta_app')
    const found = faultsOf(examination)
    for (const check of checks) assert.ok(found.includes(check), `${check} in ${found.join(', ')}`)
    for (const { kind, remedy } of examination.findings) assert.ok(kind === 'note' || remedy)
  })
}
