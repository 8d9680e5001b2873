import { openEmbedded } from '../src/db/embedded.gateway.js'
import { migrate, isMigrated } from '../src/db/migrate.gateway.js'
import { statement } from '../src/db/database.js'
const t=performance.now()
const db = await openEmbedded({role: undefined})
console.log('open',performance.now()-t)
console.log(await migrate(db), await migrate(db), await isMigrated(db),performance.now()-t)
await db.script('set role attesta_app')
console.log(await db.query(statement('a','select * from x_dossier($1)'),[[]]))
console.log(await db.query(statement('b','delete from feed_event')).catch((e:Error)=>e.message))
console.log(await db.query(statement('c','select ensure_audit_partitions(current_date)')))
console.log(await db.query(statement('d',"insert into audit_check(id,recorded_hour,answer,rule_version,acts_used,once) values (gen_random_uuid(),now(),'x',1,'{}',gen_random_uuid()) on conflict do nothing returning recorded_hour")))
await db.close()
