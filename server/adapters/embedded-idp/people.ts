import type { Kysely } from 'kysely'
import type { DemoUsers } from '../../contract/me.ts'
import { localDateOf } from '../../domain/ids.ts'
import { capacitiesOf } from '../../domain/organisation/holders.ts'
import { waitingKinds } from '../../domain/approval/open-tasks.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Database } from '../../store/database.ts'
import { plainly } from '../../store/run-query.ts'
import { countTasks } from '../../store/tasks.ts'
import type { Clock, OrganisationSource } from '../../usecases/ports.ts'

/** The one password of everybody in the demo. */
export const demoPassword = 'kessai'

/** Whom to try, in the order of the road from 起案 to 決裁 and beyond, and what for. */
const suggested: readonly { readonly login: string; readonly hint: string }[] = [
  { login: 'u0505', hint: 'ファイルを入れて起案し、提出する' },
  { login: 'u0405', hint: '別の部で起案する、差戻しを受ける' },
  { login: 'u0504', hint: '最初の回議を承認する、差し戻す' },
  { login: 'u0503', hint: '課長として承認する、専決する' },
  { login: 'u0114', hint: '合議に答える、意見を付ける' },
  { login: 'u0104', hint: '文書審査をする' },
  { login: 'u0501', hint: '決裁する、局長の事務取扱もする' },
  { login: 'u0001', hint: '知事として最後に決裁する' },
  { login: 'u1101', hint: '監査・情報公開担当として、目的を記して読む' },
]

export type DemoPerson = { readonly id: string; readonly name: string; readonly login: string }

/** Everybody in the directory may sign in to the demo. */
export async function findDemoPerson(db: Kysely<Database>, login: string): Promise<DemoPerson | undefined> {
  return db.selectFrom('person').select(['id', 'name', 'login']).where('login', '=', login).executeTakeFirst()
}

/** The suggested people with their names and titles of today; in another organisation simply the first ones. */
export async function demoUsers(deps: {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}): Promise<DemoUsers['users']> {
  const logins = suggested.map((it) => it.login)
  const people = deps.db.selectFrom('person').select(['id', 'name', 'login'])
  let rows = await people.where('login', 'in', logins).execute()
  if (rows.length === 0) rows = await people.orderBy('login').limit(suggested.length).execute()
  const organisation = await deps.organisation.current()
  const day = localDateOf(deps.now())
  const users = rows.map(async (row) => {
    const person = row.id as PersonId
    const capacities = capacitiesOf(organisation, person, day)
    const tasks = await countTasks(
      plainly(deps.db),
      { person, posts: capacities.map((it) => it.post) },
      waitingKinds,
    )
    return {
      login: row.login,
      name: row.name,
      title: capacities[0]?.title ?? '',
      waiting: [...tasks.values()].reduce((sum, count) => sum + count, 0),
      hint: suggested.find((it) => it.login === row.login)?.hint ?? '',
    }
  })
  return (await Promise.all(users)).sort((a, b) => logins.indexOf(a.login) - logins.indexOf(b.login))
}
