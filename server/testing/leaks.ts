import type { Inbox } from '../contract/inbox.ts'
import type { NoticeCount } from '../contract/notices.ts'
import type { Office } from './office.ts'

/** A case that somebody may not know of: `files` are ids of its revisions, `words` what would give it away. */
export type Hidden = {
  readonly id: string
  readonly files: readonly string[]
  readonly words: readonly string[]
}

/**
 * Every address that the application answers with GET, from its own table of routes: a list, a search or a suggestion
 * that is added later is in it by itself.
 */
export function readableAddresses({ app }: Pick<Office, 'app'>): readonly string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const found = /^([\s│]*)[├└]── (\S+) \(([^)]*)\)/u.exec(line)
      if (found === null) return []
      const [, indent = '', part = '', methods = ''] = found
      const depth = indent.length / 4
      above.splice(depth, above.length, part)
      return methods.split(', ').includes('GET') ? [above.join('')] : []
    })
}

/** Lists that say something else for each of these questions. */
const looked = ['処分', 'の', '計画 公表'].map((it) => `?q=${encodeURIComponent(it)}`)
const questions: Readonly<Record<string, readonly string[]>> = {
  '/v1/search': looked,
  '/v1/search/facets': looked,
  '/v1/search/suggestions': looked,
  '/v1/proposals': ['?scope=mine', '?scope=section', '?scope=acted', '?scope=section&status=in_approval'],
  '/v1/inbox': [
    ...['approve', 'concur', 'examine', 'circulate', 'post_review', 'returned', 'consult', 'ahead'].map(
      (tab) => `?tab=${tab}`,
    ),
  ],
}
/** What is asked of a case; without it the address answers nobody. */
const needed: Readonly<Record<string, string>> = {
  '/v1/proposals/:id/find': `?q=${encodeURIComponent('処分')}`,
  '/v1/proposals/:id/placeholders': '?of=00000000-0000-4000-8000-000000000000:0-1',
}
/** Goes on for ever. It sends ids only, each judged anew for whoever listens (usecases/follow-changes.ts). */
const endless = '/v1/stream'

/**
 * Where somebody who may not know of a proposal comes across it after all: by its address and those of its
 * parts, in any list, by a word in any answer, or in a count. Empty when nowhere.
 */
export async function leaksTo(
  office: Office,
  person: string,
  { id, files, words }: Hidden,
): Promise<string[]> {
  const found: string[] = []
  const addresses = readableAddresses(office).filter((it) => it !== endless)
  const own = addresses.filter((it) => it.startsWith('/v1/proposals/:id'))
  const ofFiles = addresses.filter((it) => it.startsWith('/v1/revisions/:id'))
  for (const url of [
    ...own.map((it) => it.replace(':id', id) + (needed[it] ?? '')),
    ...ofFiles.flatMap((it) => files.map((file) => it.replace(':id', file).replace(':n', '1'))),
  ]) {
    const { statusCode, body } = await office.inject(person, url)
    if (statusCode !== 404) found.push(`${url} ${statusCode}`)
    if (words.some((word) => body.includes(word))) found.push(`${url} names it`)
  }
  for (const url of addresses.filter((it) => !it.includes(':'))) {
    for (const question of ['', ...(questions[url] ?? [])]) {
      const { body } = await office.inject(person, url + question)
      if ([id, ...words].some((word) => body.includes(word))) found.push(`${url}${question} names it`)
    }
  }
  const { counts } = (await office.ask<Inbox>(person, 'GET', '/v1/inbox')).body
  const counted = Object.entries(counts).filter(([, count]) => count > 0)
  if (counted.length > 0) found.push(`counts ${JSON.stringify(counted)}`)
  const { unread } = (await office.ask<NoticeCount>(person, 'GET', '/v1/notices/count')).body
  if (unread > 0) found.push(`${unread} notices`)
  return found
}
