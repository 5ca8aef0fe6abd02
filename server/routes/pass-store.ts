import type { DavLock, DavRefusal, DavResource, DavStore } from '../dav/store.ts'
import { escapeXml } from '../dav/write-xml.ts'
import { no, yes } from '../domain/result.ts'
import { problems } from '../plugins/problem.ts'
import { dropLease, renewLease, takeLease } from '../usecases/edit-leases.ts'
import { type Pass, openForPass } from '../usecases/edit-passes.ts'
import type { KeepRevisionDeps } from '../usecases/keep-revision.ts'
import type { AnyRefusal } from '../usecases/any-refusal.ts'
import { layAside, saveWhole } from '../usecases/save-whole-file.ts'
import { rowOf, sentenceOf } from './refuse.ts'

const msNs = 'urn:schemas-microsoft-com:'
/** Temporary files of office programs, and whatever else is not there. */
const elsewhere: DavRefusal = {
  status: 403,
  words: 'このアドレスには、この添付のほかのファイルを置けません。',
}

/**
 * The file of a pass as a folder with one file in it, for one request. A lock is the lease of the file, so that people who
 * read it see who edits it, and a lease of somebody else is a lock of which this program does not know the token.
 */
export function passStore(
  deps: KeepRevisionDeps,
  pass: Pass,
  { secret, signal }: { readonly secret: string; readonly signal: AbortSignal },
): DavStore {
  const { file, attachmentId: id, person: by } = pass
  // The name its address has: the program knows no other, also when the file was renamed since.
  const name = (pass.openedAs ?? file.name).normalize('NFC')
  const isFile = (path: string): boolean => path === name
  const at = new Date(file.at)
  const dates = { modifiedAt: at, createdAt: at, kept: [] }
  const folder: DavResource = { path: '', isCollection: true, ...dates }
  const resource: DavResource = {
    ...{ path: name, isCollection: false, etag: etagOf(file.sha256), sizeBytes: file.sizeBytes, ...dates },
    mediaType: mediaTypes[file.kind] ?? 'application/octet-stream',
  }
  const lockNow = (held: NonNullable<Pass['held']>): DavLock => {
    const isOwn = held.lock?.pass === pass.id
    const who = `${held.title} ${held.name}`.trim()
    return {
      ...{ token: isOwn ? held.lock?.token : undefined, path: name, isDeep: false, scope: 'exclusive' },
      owner: isOwn && held.lock !== undefined ? held.lock.owner : escapeXml(who),
      seconds: Math.max(0, Math.round((Date.parse(held.expiresAt) - Date.parse(deps.now())) / 1000)),
    }
  }
  return {
    scopes: ['exclusive'],
    find: async (path) => (path === '' ? folder : isFile(path) ? resource : undefined),
    list: async () => [resource],
    open: async () => {
      const opened = await openForPass(deps, pass)
      return opened.ok ? opened : no(refusalOf(opened.error))
    },
    locksOn: async (path) => (isFile(path) && pass.held !== undefined ? [lockNow(pass.held)] : []),

    async lock(path, { owner, seconds }) {
      if (!isFile(path)) return no(elsewhere)
      if (pass.whyNotWrite !== undefined) return no(refusalOf(pass.whyNotWrite))
      const lock = { pass: pass.id, token: `opaquelocktoken:${deps.newId()}`, owner }
      const taken = await takeLease(deps, {
        ...{ id, by, revisionId: pass.seen, takeOver: false, how: 'webdav', lock },
        ...(seconds === undefined ? {} : { askedMs: seconds * 1000 }),
      })
      if (!taken.ok) return no(refusalOf(taken.error))
      const expiresIn = Date.parse(taken.value.expiresAt) - Date.parse(deps.now())
      return yes({
        isNew: false,
        lock: {
          ...{ token: lock.token, path: name, isDeep: false, scope: 'exclusive', owner },
          seconds: Math.round(expiresIn / 1000),
        },
      })
    },
    async refresh(lock, seconds) {
      const renewed = await renewLease(deps, {
        ...{ id: pass.held?.id ?? '', by, how: 'webdav' },
        ...(seconds === undefined ? {} : { askedMs: seconds * 1000 }),
      })
      if (!renewed.ok) return undefined
      const left = Date.parse(renewed.value.expiresAt) - Date.parse(deps.now())
      return { ...lock, seconds: Math.round(left / 1000) }
    },
    async unlock() {
      await dropLease(deps, { id: pass.held?.id ?? '', by })
    },

    async put(path, given, lock) {
      if (!isFile(path)) return no(elsewhere)
      const saved = await saveWhole(deps, {
        ...{ pass, given, secret, signal },
        ...(lock === undefined ? {} : { lock }),
      })
      if (!saved.ok) return no(refusalOf(saved.error))
      const { sha256, isAsSent } = saved.value
      return yes({ isNew: false, ...(isAsSent ? { etag: etagOf(sha256) } : {}) })
    },
    async notTaken(path, given) {
      if (isFile(path)) await layAside(deps, { pass, given, secret, signal })
    },
    // Windows writes times and attributes behind every save, and takes a refusal for a failed save.
    patch: async (_path, changes) => {
      const may = pass.whyNotWrite === undefined && changes.every(({ ns }) => ns === msNs)
      return changes.map(({ ns }) => (may ? 200 : ns === msNs && pass.whyNotWrite === undefined ? 424 : 403))
    },
  }
}

function etagOf(sha256: string): string {
  return `"${sha256}"`
}

/** The refusal of a use case as programs understand it, with its sentence for people. */
function refusalOf(refusal: AnyRefusal): DavRefusal {
  const words = sentenceOf(refusal)
  if (refusal.code === 'being_edited') return { status: 423, words }
  if (refusal.code === 'edit_conflict') return { status: 412, words }
  const { status } = rowOf(refusal) ?? problems[refusal.code]
  // The state of the case, the turn, the rules: for a program all of it means that it may not.
  return { status: [404, 413, 422].includes(status) ? status : 403, words }
}

const office = 'application/vnd.openxmlformats-officedocument'
const mediaTypes: Readonly<Partial<Record<string, string>>> = {
  docx: `${office}.wordprocessingml.document`,
  xlsx: `${office}.spreadsheetml.sheet`,
  pptx: `${office}.presentationml.presentation`,
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  rtf: 'application/rtf',
  pdf: 'application/pdf',
  text: 'text/plain',
  csv: 'text/csv',
}
