import { createHash, randomUUID } from 'node:crypto'
import type { Reader } from '../domain/access/may-read.ts'
import type { AttachmentId, Instant, PersonId, ProposalId, RevisionId, UnitCode } from '../domain/ids.ts'
import { foldText } from '../domain/text/fold.ts'
import { type SearchKind, type SearchWord, parseSearch } from '../domain/text/search-query.ts'
import { createSearchIndex } from '../store/search-cases.ts'
import type { SearchPlace, Searcher } from '../store/searcher.ts'
import { converterVersion } from '../usecases/converter-version.ts'
import { type TestDatabase, createTestDatabase } from './database.ts'
import { storeRendition } from './read-pages.ts'

const at = '2026-05-11T01:20:00.000Z' as Instant

/** Numbers from 0 to below `below`, the same for the same seed. */
export type Draw = (below: number) => number

export function drawer(seed: number): Draw {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** A case as its texts are at this moment: what a search must find, written down a second time and simply. */
export type WrittenCase = {
  readonly id: ProposalId
  title: string
  body: string
  readonly files: { id: AttachmentId; name: string; pages: readonly string[] }[]
}

const drafter = 'u1' as PersonId
const section = 'KNK' as UnitCode

export type SearchWorld = TestDatabase & {
  readonly cases: WrittenCase[]
  readonly onBroken: (id: string, error: unknown) => void
  /** `createdAt`: when it was drafted, where it is not of today. */
  addCase(written: {
    readonly title: string
    readonly body: string
    readonly createdAt?: Instant
  }): Promise<WrittenCase>
  retitle(of: WrittenCase, title: string): Promise<void>
  addFile(of: WrittenCase, name: string, pages: readonly string[]): Promise<void>
  replaceFile(of: WrittenCase, nth: number, pages: readonly string[]): Promise<void>
  removeFile(of: WrittenCase, nth: number): Promise<void>
}

/** A database with one 課 and its drafter, whose cases are written without the routes, so that there can be many. */
export async function createSearchWorld(t: { teardown(fn: () => unknown): void }): Promise<SearchWorld> {
  const database = await createTestDatabase(t)
  const { db } = database
  for (const [code, name] of [
    [section, '観光振興課'],
    ['ZAI', '財政課'],
  ] as const)
    await db.insertInto('unit').values({ code, name, kind: 'section' }).execute()
  for (const id of ['u1', 'u2', 'u3'])
    await db.insertInto('person').values({ id, name: '', name_kana: 'ヤ', login: id }).execute()
  const cases: WrittenCase[] = []

  /** Another revision of a file, its pages read already. */
  const read = async (
    attachment: AttachmentId,
    number: number,
    pages: readonly string[],
  ): Promise<RevisionId> => {
    const revision = randomUUID() as RevisionId
    const sha256 = createHash('sha256').update(revision).digest('hex')
    await db.insertInto('blob').values({ sha256, size_bytes: 1, stored_at: at }).execute()
    const pdf = createHash('sha256').update(`pdf ${revision}`).digest('hex')
    await storeRendition(
      { db },
      { sha256: sha256 as never, kind: 'text', converter: converterVersion },
      {
        ...{ pdf: pdf as never, sizeBytes: 1 },
        pages: pages.map((body, pageIndex) => ({
          ...{ pageIndex, widthPt: 595, heightPt: 842, body },
          ...{ runs: Buffer.from(''), placeholder: undefined },
        })),
      },
    )
    await db
      .insertInto('revision')
      .values({
        ...{ id: revision, attachment_id: attachment, number, sha256, kind: 'text' },
        ...{ made_by: drafter, made_at: at },
      })
      .execute()
    return revision
  }

  return {
    ...database,
    cases,
    onBroken: (_, error) => {
      throw error
    },
    async addCase({ title, body, createdAt = at }) {
      // Many share a key of the index: it is made of the last ten digits.
      const tail = cases.length % 3 === 0 ? '0123456789' : randomUUID().slice(-10)
      const id = `${randomUUID().slice(0, -10)}${tail}` as ProposalId
      await db
        .insertInto('proposal')
        .values({
          ...{ id, title, drafter_id: drafter, drafter_post: 'KNK:P-STF', unit_code: section },
          ...{ section_code: section, content: JSON.stringify({ title, body }) },
          state: JSON.stringify({ status: 'draft', drafter }),
          ...{ created_at: createdAt, updated_at: at },
        })
        .execute()
      const made: WrittenCase = { id, title, body, files: [] }
      cases.push(made)
      return made
    },
    async retitle(of, title) {
      of.title = title
      await db
        .updateTable('proposal')
        .set({ title, content: JSON.stringify({ title, body: of.body }) })
        .where('id', '=', of.id)
        .execute()
    },
    async addFile(of, name, pages) {
      const id = randomUUID() as AttachmentId
      await db.transaction().execute(async (trx) => {
        const revision = randomUUID()
        await trx
          .insertInto('attachment')
          .values({
            ...{ id, proposal_id: of.id, place: of.files.length, name, current_revision: revision },
            created_at: at,
          })
          .execute()
        const sha256 = createHash('sha256').update(revision).digest('hex')
        await trx.insertInto('blob').values({ sha256, size_bytes: 1, stored_at: at }).execute()
        await trx
          .insertInto('revision')
          .values({
            ...{ id: revision, attachment_id: id, number: 1, sha256, kind: 'text' },
            ...{ made_by: drafter, made_at: at },
          })
          .execute()
      })
      const revision = await read(id, 2, pages)
      await db.updateTable('attachment').set({ current_revision: revision }).where('id', '=', id).execute()
      of.files.push({ id, name, pages })
    },
    async replaceFile(of, nth, pages) {
      const file = of.files[nth]
      if (file === undefined) throw new Error(`no file ${nth}`)
      const revision = await read(file.id, 3 + Math.floor(Math.random() * 1e6), pages)
      await db
        .updateTable('attachment')
        .set({ current_revision: revision })
        .where('id', '=', file.id)
        .execute()
      file.pages = pages
    },
    async removeFile(of, nth) {
      const [file] = of.files.splice(nth, 1)
      if (file === undefined) throw new Error(`no file ${nth}`)
      await db.updateTable('attachment').set({ removed_at: at }).where('id', '=', file.id).execute()
    },
  }
}

/** Whether a case has all the words, told by looking at every text of it. */
export function hasAll({ title, body, files }: WrittenCase, words: readonly SearchWord[]): boolean {
  const texts: readonly (readonly [SearchKind, string])[] = [
    ['title', title],
    ['body', body],
    ...files.flatMap(({ name, pages }) => [
      ['file', name] as const,
      ...pages.map((it) => ['page', it] as const),
    ]),
  ]
  return words.every(({ folded, kinds }) =>
    texts.some(([kind, text]) => kinds.includes(kind) && foldText(text).includes(folded)),
  )
}

/** Who drafted every case of the world, and reads them for that alone. */
export const theDrafter: Searcher = {
  reader: { person: drafter, at, posts: [], sections: [], roles: [] } satisfies Reader,
}

/** Everything a search finds, answer by answer, `limit` at a time. */
export async function findAll(
  deps: Pick<TestDatabase, 'db' | 'pool'>,
  typed: string,
  searcher: Searcher = theDrafter,
  limit = 1_000,
): Promise<readonly ProposalId[]> {
  const words = parseSearch(typed)
  if (words.length === 0) return []
  const index = createSearchIndex(deps)
  const ids: ProposalId[] = []
  let after: SearchPlace | undefined
  do {
    const found = await index.findCases({
      ...{ words, searcher, filters: {}, limit, until: Number.POSITIVE_INFINITY },
      ...(after === undefined ? {} : { after }),
    })
    if (found === undefined) throw new Error('the searcher lost the place')
    ids.push(...found.ids)
    after = found.next
  } while (after !== undefined)
  return ids
}

/** Spreads the cases over several parts of the index, as if there were a hundred thousand pages, and learns their characters. */
export async function spread({ db, pool }: Pick<TestDatabase, 'db' | 'pool'>, chunks: number): Promise<void> {
  // Begun in any order, as years are brought in.
  await pool.query(
    `insert into search_chunk (chunk, year) select n, 2000 - n from generate_series(0, $1::integer - 1) n
     on conflict (chunk) do update set year = excluded.year`,
    [chunks],
  )
  await pool.query(
    `update search_case set chunk = $1 - 1 - place * $1 / (select max(place) + 1 from search_case)`,
    [chunks],
  )
  await pool.query(`update search_text t set shelf = 2 * c.chunk + (t.kind = 'page')::integer
    from search_case c where c.proposal_id = t.proposal_id`)
  await db.updateTable('search_sample').set({ texts: -1_000 }).execute()
}
