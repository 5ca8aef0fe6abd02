import type { Kysely } from 'kysely'
import { readPeople } from '../domain/directory/people-file.ts'
import { readUnits } from '../domain/directory/units-file.ts'
import { type Instant, type PositionCode, localDateOf } from '../domain/ids.ts'
import type { Position } from '../domain/organisation/organisation.ts'
import type { Database } from '../store/database.ts'
import { insertFirstEntries, knowsAnybody } from '../store/first-administrator.ts'
import { bumpOrganisationVersion, lockOrganisation } from '../store/organisation.ts'
import { problemSentence } from './directory-texts.ts'

/** Who is to be the first システム管理者, and of which body; the codes go on in the files of the directory. */
export type FirstAdministrator = {
  /** 職員番号: what the provider of sign-in sends. */
  readonly number: string
  readonly name: string
  readonly kana: string
  /** Default: the number. */
  readonly login?: string
  readonly email?: string
  /** Name of the 団体. */
  readonly body: string
  /** 所属コード of the 団体. */
  readonly bodyCode: string
  /** Name of the position at its head: 知事, 市長. Others are added below it. */
  readonly head: string
}

/** What a first person needs a post in so that it can sign in; a directory that is brought in later ends that post. */
const staff: Position = {
  code: 'STAFF' as PositionCode,
  name: '職員',
  rank: 0,
  isLine: false,
  isDecider: false,
}

const headOf = (name: string): Position => ({
  code: 'HEAD' as PositionCode,
  name,
  rank: 1_000_000,
  isLine: true,
  isDecider: true,
})

/**
 * Makes the first システム管理者 of an empty directory, with the body, its head's position and a post, by the rules of the directory's files; all
 * else that person does on the screen. Answers what is wrong as sentences that say what to do; empty when it is done. A directory that
 * knows anybody is left as it is.
 */
export async function makeFirstAdministrator(
  db: Kysely<Database>,
  at: Instant,
  given: FirstAdministrator,
): Promise<readonly string[]> {
  const { number, name, kana, login = '', email = '', body, bodyCode, head } = given
  const units = readUnits([
    ['unit_code', 'unit_name', 'kind'],
    [bodyCode, body, '団体'],
  ])
  const people = readPeople([
    ['employee_no', 'name', 'name_kana', 'login', 'email', 'unit_code', 'position_code', 'kind'],
    [number, name, kana, login, email, bodyCode, staff.code, '本務'],
  ])
  const [unit, person] = [units.rows[0], people.rows[0]]
  const errors = [...units.problems, ...people.problems].filter((it) => it.severity === 'error')
  if (errors.length > 0 || unit === undefined || person === undefined) return errors.map(problemSentence)
  return db.transaction().execute(async (trx) => {
    await lockOrganisation(trx)
    if (await knowsAnybody(trx))
      return ['職員がもう登録されています。役割は、システム管理者が「設定」→「役割」で与えてください。']
    await insertFirstEntries(trx, {
      ...{ unit, person, positions: [staff, headOf(head.trim())] },
      from: localDateOf(at),
      reason: '導入時の最初のシステム管理者',
    })
    await bumpOrganisationVersion(trx)
    return []
  })
}
