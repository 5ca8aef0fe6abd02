import type { Pool } from 'pg'
import type { Application } from '../domain/applications/application.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { type ApplicationRow, type Maker, type MakerRow, toApplication, toMaker } from './applications.ts'
import { GroupCommit } from './group-commit.ts'
import { prepared } from './run-query.ts'
import { foldedLogin, withLogin } from './sign-ins.ts'

/** Whom a program names when it calls. */
export type Asked = {
  readonly clientId: string
  /** 職員番号 of the officer on whose behalf. */
  readonly login?: string
  /** The case it wants to open. */
  readonly proposal?: ProposalId
}

/** Who and what that is today; absent what there is not, or what was not asked for. */
export type Called = {
  readonly application?: Application
  /** See `findPeopleByLogin`. */
  readonly people: readonly PersonId[]
  readonly maker?: Maker
}

type Row = { readonly [Key in keyof ApplicationRow]: ApplicationRow[Key] | null } & {
  readonly people: readonly { readonly id: string; readonly login: string }[] | null
  readonly drafter_id: string | null
} & Omit<MakerRow, 'drafter_id'>

// Arrays come by a subquery, so that the plan is the same for any number of calls and made once. Folding looks at everybody: it is
// done only for a number that nobody has as it is written.
const text = `
select a.client_id, a.name, a.enabled, a.sandbox, a.may_submit, a.may_provision,
  coalesce(
    (select json_agg(json_build_object('id', p.id, 'login', p.login)) from person p where p.login = d.login),
    (select json_agg(json_build_object('id', p.id, 'login', p.login)) from person p
      where lower(normalize(p.login, NFKC)) = d.folded)) as people,
  m.drafter_id, m.application_id, m.version, m.manifest_sha256
from unnest((select $1::text[]), (select $2::text[]), (select $3::text[]), (select $4::uuid[])) with ordinality
  as d (client_id, login, folded, proposal, nth)
left join application a on a.client_id = d.client_id
left join proposal m on m.id = d.proposal
order by d.nth`

/** What every call of a program asks first; calls that come at the same moment share one query. */
export class CalledReads {
  readonly #group: GroupCommit<Asked, Called>

  constructor(pool: Pool) {
    const run = prepared(pool)
    this.#group = new GroupCommit({
      run: async (wanted) => {
        const column = (of: (asked: Asked) => string | undefined) => wanted.map((it) => of(it) ?? null)
        const values = [
          column((it) => it.clientId),
          column((it) => it.login),
          column(({ login }) => (login === undefined ? undefined : foldedLogin(login))),
          column((it) => it.proposal),
        ]
        const rows = await run<Row>({ name: 'called', text, values })
        return rows.map((row, index) => toCalled(row, wanted[index]?.login))
      },
    })
  }

  find(asked: Asked): Promise<Called> {
    return this.#group.submit(asked)
  }
}

function toCalled(row: Row, login: string | undefined): Called {
  return {
    ...(row.client_id === null ? {} : { application: toApplication(row as ApplicationRow) }),
    people: login === undefined ? [] : withLogin(row.people ?? [], login),
    ...(row.drafter_id === null ? {} : { maker: toMaker(row as MakerRow) }),
  }
}
