import { type Test, test } from 'tap'
import { staff } from '../testing/office.ts'
import { type WopiAnswer, type WopiClient, makeKeys } from '../testing/wopi-client.ts'
import { word } from '../testing/word-says.ts'
import { type WopiOffice, createWopiOffice } from '../testing/wopi-office.ts'

/**
 * The cases of Microsoft's WOPI validator (github.com/microsoft/wopi-validator-core, TestCases.xml) whose operations Kessai
 * supports, each under its name there, and those of operations that it says it does not support. What each sends and expects was written anew.
 */

type Case = (
  t: Test,
  it: {
    readonly client: WopiClient
    readonly office: WopiOffice
    readonly id: string
    /** What the file holds, and its revision, before the case. */
    readonly bytes: Buffer
    readonly number: number
  },
) => Promise<void>

const first = 'LockString'
const other = 'IncorrectLockString'
const second = 'NewLockString'
const simple = word('簡単な文書')
const complex = word('込み入った文書')

/** Every one of these must answer 200. */
async function well(t: Test, ...answers: readonly Promise<WopiAnswer>[]): Promise<void> {
  for (const [at, it] of (await Promise.all(answers)).entries()) t.equal(it.status, 200, `request ${at + 1}`)
}

/** 409 with the lock there is, as LockMismatchValidator wants it. */
async function mismatch(t: Test, answer: Promise<WopiAnswer>, lock: string): Promise<void> {
  const { status, header } = await answer
  t.same([status, header('X-WOPI-Lock')], [409, lock])
}

async function denied(t: Test, answer: Promise<WopiAnswer>): Promise<void> {
  t.ok([401, 404].includes((await answer).status))
}

const booleans =
  'AllowAdditionalMicrosoftServices AllowErrorReportPrompt AllowExternalMarketplace CloseButtonClosesWindow DisableBrowserCachingOfUserContent DisablePrint DisableTranslation IsAnonymousUser IsEduUser LicenseCheckForEditIsEnabled ProtectInClient ReadOnly RestrictedWebViewOnly SupportsCobalt SupportsContainers SupportsDeleteFile SupportsEcosystem SupportsExtendedLockLength SupportsFileCreation SupportsFolders SupportsGetFileWopiSrc SupportsGetLock SupportsLocks SupportsRename SupportsScenarioLinks SupportsSecureStore SupportsUpdate SupportsUserInfo TemporarilyNotWritable UserCanAttend UserCanNotWriteRelative UserCanPresent UserCanRename UserCanWrite WebEditingDisabled AppStateHistoryPostMessage ClosePostMessage EditModePostMessage EditNotificationPostMessage FileEmbedCommandPostMessage FileSharingPostMessage FileVersionPostMessage WorkflowPostMessage'.split(
    ' ',
  )
const urls =
  'BreadcrumbBrandUrl BreadcrumbDocUrl BreadcrumbFolderUrl ClientUrl CloseUrl DownloadUrl FileSharingUrl FileUrl FileVersionUrl HostEditUrl HostEmbeddedEditUrl HostEmbeddedViewUrl HostViewUrl HostRestUrl PostMessageOrigin SignInUrl SignoutUrl WorkflowUrl'.split(
    ' ',
  )
const texts =
  'BaseFileName OwnerId UserId Version BreadcrumbBrandName BreadcrumbDocName BreadcrumbFolderName FileExtension LastModifiedTime SHA256 TimeZone UniqueContentId UserFriendlyName UserInfo'.split(
    ' ',
  )
/** Collabora Online reads these besides; a client that does not know a property passes over it. */
const ofCollabora = [
  'EnableOwnerTermination',
  'HidePrintOption',
  'DisableExport',
  'HideExportOption',
  'DisableChangeTrackingRecord',
]

async function viewed(t: Test, client: WopiClient): Promise<Readonly<Record<string, unknown>>> {
  const { status, json } = await client.checkFileInfo()
  t.equal(status, 200)
  t.match(json, { BaseFileName: String, OwnerId: String, Size: Number, Version: String, UserId: String })
  for (const name of urls) if (json[name] !== undefined) t.ok(URL.canParse(json[name] as string), name)
  return json
}

const unsupported =
  (headers: Readonly<Record<string, string>>): Case =>
  async (t, { client }) => {
    await well(t, client.checkFileInfo())
    t.equal((await client.ask('PUT_RELATIVE', headers, simple)).status, 501)
  }

const groups: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  BaseWopiViewing: {
    async CheckFileInfoFieldsNotToBeSetByHosts(t, { client }) {
      const info = await viewed(t, client)
      for (const name of 'HostAuthenticationId PresenceUserId TenantId UserPrincipalName AADUserObjectId'.split(
        ' ',
      ))
        t.equal(info[name], undefined, name)
      t.match(info['FileExtension'] ?? '.docx', /^\./)
    },
    async ViewOnlySupport(t, { client }) {
      await viewed(t, client)
      await well(t, client.getFile())
    },
    async GetUnlockedFile(t, { client, bytes }) {
      t.same((await client.getFile()).body, bytes)
    },
  },
  CheckFileInfoSchema: {
    async FullCheckFileInfoSchema(t, { client }) {
      const info = await viewed(t, client)
      for (const [name, value] of Object.entries(info)) {
        if (ofCollabora.includes(name)) continue
        const wanted = booleans.includes(name) ? 'boolean' : name === 'Size' ? 'number' : 'string'
        t.equal(typeof value, wanted, name)
        t.ok([...booleans, ...urls, ...texts, 'Size'].includes(name), `${name} is in the schema`)
      }
      t.match(info['LastModifiedTime'], /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    },
    async HostUrls(t, { client }) {
      for (const [name, value] of Object.entries(await viewed(t, client)))
        if (name.endsWith('Url')) t.match(value, /^https:\/\/kessai\.example/, `${name} leads to the host`)
    },
  },
  EditFlows: {
    async BasicEdit(t, { client }) {
      await viewed(t, client)
      await well(t, client.lock(first))
      await well(t, client.getFile())
      await well(t, client.putFile(simple, first))
      await well(t, client.unlock(first))
      t.same((await client.getFile()).body, simple)
    },
    async EditNoChange(t, { client, bytes, number, office, id }) {
      await viewed(t, client)
      await well(t, client.lock(first))
      await well(t, client.getFile())
      await well(t, client.putFile(bytes, first))
      await well(t, client.unlock(first))
      t.same((await client.getFile()).body, bytes)
      t.equal((await office.newest(id)).number, number, 'what is the same is no new revision')
    },
    // Kessai keeps no file without content, so none is there that could be saved to without a lock.
    async PutUnlockedFile(t, { client, bytes }) {
      await well(t, client.lock(first))
      t.equal((await client.putFile(Buffer.alloc(0), first)).status, 400, 'where the validator expects 200')
      await well(t, client.unlock(first))
      await mismatch(t, client.putFile(simple, undefined), '')
      t.same((await client.getFile()).body, bytes)
    },
  },
  Locks: {
    async LockLengthValidation(t, { client }) {
      const long = '1234567890'.repeat(26).slice(0, 256)
      await well(t, client.lock(long))
      await well(t, client.unlock(long))
    },
    async LockFormatValidation(t, { client }) {
      const json = JSON.stringify({ S: '0136ad16-9725-43c3-9ea0-5e01d2dbc162', E: 2, M: 'DE997C5AC4E6' })
      await well(t, client.lock(json))
      await well(t, client.unlock(json))
    },
    async SuccessfulLockSequence(t, { client }) {
      await well(t, client.lock(first))
      await well(t, client.refreshLock(first))
      await well(t, client.unlockAndRelock(first, second))
      await well(t, client.unlock(second))
    },
    async LockMismatchAfterUnlockAndRelockRequest(t, { client }) {
      await well(t, client.lock(first))
      await well(t, client.unlockAndRelock(first, second))
      await mismatch(t, client.unlock(first), second)
      await well(t, client.unlock(second))
    },
    async DoubleLockSequence(t, { client }) {
      await well(t, client.lock(first))
      await well(t, client.lock(first))
      await well(t, client.unlock(first))
    },
    async UnlockUnlockedFile(t, { client }) {
      await mismatch(t, client.unlock(first), '')
    },
    async LockMismatchOnLockRequest(t, { client }) {
      await well(t, client.lock(first))
      await mismatch(t, client.lock(other), first)
      await well(t, client.unlock(first))
    },
    async LockMismatchOnUnlockRequest(t, { client }) {
      await well(t, client.lock(first))
      await mismatch(t, client.unlock(other), first)
      await well(t, client.unlock(first))
    },
    async LockMismatchOnRefreshLockRequest(t, { client }) {
      await well(t, client.lock(first))
      await mismatch(t, client.refreshLock(other), first)
      await well(t, client.unlock(first))
    },
    async LockMismatchOnUnlockAndRelockRequest(t, { client }) {
      await well(t, client.lock(first))
      await mismatch(t, client.unlockAndRelock(other, second), first)
      await well(t, client.unlock(first))
    },
    async LockMismatchOnPutFileRequest(t, { client, bytes }) {
      await well(t, client.lock(first))
      await mismatch(t, client.putFile(simple, other), first)
      await well(t, client.unlock(first))
      t.same((await client.getFile()).body, bytes)
    },
  },
  AccessTokens: {
    async CheckFileWithInvalidAccessToken(t, { client }) {
      await denied(t, client.with({ token: 'INVALID' }).checkFileInfo())
    },
    async GetPutFileWithInvalidAccessToken(t, { client, bytes }) {
      const nobody = client.with({ token: 'INVALID' })
      await well(t, client.checkFileInfo())
      await well(t, client.lock(first))
      await denied(t, nobody.getFile())
      await well(t, client.getFile())
      await denied(t, nobody.putFile(simple, first))
      t.same((await client.getFile()).body, bytes)
      await well(t, client.putFile(simple, first))
      await well(t, client.unlock(first))
    },
    async LockFileWithInvalidAccessToken(t, { client }) {
      const nobody = client.with({ token: 'INVALID' })
      await well(t, client.checkFileInfo())
      await denied(t, nobody.lock(first))
      await well(t, client.lock(first))
      await denied(t, nobody.unlock(first))
      await well(t, client.unlock(first))
    },
  },
  PutRelativeFileUnsupported: {
    'PutRelativeFileUnsupported.SuggestedExtension': unsupported({ 'x-wopi-suggestedtarget': '.foox' }),
    'PutRelativeFileUnsupported.SuggestedName': unsupported({ 'x-wopi-suggestedtarget': 'a.docx' }),
    'PutRelativeFileUnsupported.RelativeName': unsupported({ 'x-wopi-relativetarget': 'a.docx' }),
    'PutRelativeFileUnsupported.RelativeNameOverwriteTrueNoEffect': unsupported({
      'x-wopi-relativetarget': 'a.docx',
      'x-wopi-overwriterelativetarget': 'true',
    }),
    'PutRelativeFileUnsupported.RelativeNameOverwriteFalseNoEffect': unsupported({
      'x-wopi-relativetarget': 'a.docx',
      'x-wopi-overwriterelativetarget': 'false',
    }),
    'PutRelativeFileUnsupported.ConflictingHeaders': unsupported({
      'x-wopi-relativetarget': 'a.docx',
      'x-wopi-suggestedtarget': 'a.docx',
    }),
  },
  GetLock: {
    async 'files.GetLock'(t, { client }) {
      await well(t, client.lock(first))
      t.equal((await client.getLock()).header('X-WOPI-Lock'), first)
    },
    async 'files.GetLockAfterChange'(t, { client }) {
      await well(t, client.lock(first))
      await well(t, client.unlockAndRelock(first, second))
      t.equal((await client.getLock()).header('X-WOPI-Lock'), second)
    },
    async 'files.GetLockOnUnlockedFile'(t, { client }) {
      await well(t, client.lock(first))
      await well(t, client.unlock(first))
      const { status, header } = await client.getLock()
      t.same([status, header('X-WOPI-Lock')], [200, ''])
    },
  },
  ExtendedLockLength: {
    async 'files.ExtendedLockLengthValidation'(t, { client }) {
      t.equal((await viewed(t, client))['SupportsExtendedLockLength'], true)
      const long = '1234567890'.repeat(103).slice(0, 1024)
      await well(t, client.lock(long))
      t.equal((await client.getLock()).header('X-WOPI-Lock'), long)
      await well(t, client.unlock(long))
    },
  },
  FileVersion: {
    async 'files.GetFileReturnsVersion'(t, { client }) {
      t.match((await client.getFile()).header('X-WOPI-ItemVersion'), /./)
    },
    async 'files.LockReturnsVersion'(t, { client }) {
      t.match((await client.lock(first)).header('X-WOPI-ItemVersion'), /./)
    },
    async 'files.UnlockReturnsVersion'(t, { client }) {
      await well(t, client.lock(first))
      t.match((await client.unlock(first)).header('X-WOPI-ItemVersion'), /./)
    },
    async 'files.PutFileReturnsVersion'(t, { client }) {
      await well(t, client.lock(first))
      const { header } = await client.putFile(simple, first)
      t.equal(header('X-WOPI-ItemVersion'), (await client.checkFileInfo()).json['Version'])
    },
    async 'files.PutFileReturnsDifferentVersion'(t, { client }) {
      await well(t, client.lock(first))
      const versions = [
        (await client.checkFileInfo()).json['Version'],
        (await client.putFile(complex, first)).header('X-WOPI-ItemVersion'),
        (await client.putFile(simple, first)).header('X-WOPI-ItemVersion'),
      ]
      t.equal(new Set(versions).size, 3)
    },
    async 'files.LockAndUnlockAfterGetFileReturnsSameVersion'(t, { client }) {
      const version = (await client.checkFileInfo()).json['Version']
      for (const answer of [await client.getFile(), await client.lock(first), await client.unlock(first)])
        t.equal(answer.header('X-WOPI-ItemVersion'), version)
    },
  },
  ProofKeys: {
    async ProofKeyCurrentValid(t, { client }) {
      await well(t, client.checkFileInfo())
    },
    async ProofKeyCurrentOldGarbage(t, { client }) {
      t.equal((await client.with({ keys: makeKeys }).checkFileInfo()).status, 500)
    },
    async ProofKeyCurrentValidOldGarbage(t, { client }) {
      await well(t, client.checkFileInfo({ 'x-wopi-proofold': 'Z2FyYmFnZQ==' }))
    },
    async ProofKeyWacAheadOfHost(t, { client, office }) {
      // The client has new keys, and signs with what the host takes for the current one as its old one.
      const { current } = office.server.keys()
      const ahead = { current: makeKeys().current, old: current }
      await well(t, client.with({ keys: () => ahead }).checkFileInfo())
    },
    async ProofKeyWacBehindHost(t, { client, office }) {
      const behind = { current: office.server.keys().old, old: makeKeys().old }
      await well(t, client.with({ keys: () => behind }).checkFileInfo())
    },
    async WopiTimestampOlderThan20Min(t, { client }) {
      const long = client.with({ nowMs: () => Date.parse('2015-08-17T00:00:00Z') })
      t.equal((await long.checkFileInfo()).status, 500)
    },
    async ProofKeyCurrentGarbageValidOldFromOldKey(t, { client }) {
      t.equal((await client.checkFileInfo({ 'x-wopi-proof': 'Z2FyYmFnZQ==' })).status, 500)
    },
  },
}

test('the cases of the WOPI validator', async (t) => {
  const office = await createWopiOffice(t)
  let run = 0
  for (const [group, cases] of Object.entries(groups)) {
    await t.test(group, async (t) => {
      const { id, attachment } = await office.drafted()
      const client = await office.opened(staff.drafter, attachment)
      for (const [name, check] of Object.entries(cases)) {
        const before = await office.newest(id)
        await t.test(name, (t) => check(t, { client, office, id, ...before }))
        for (const lock of [first, second]) await client.unlock(lock)
        run += 1
      }
    })
  }
  t.comment(
    `${run} of the 45 cases in the 10 groups that apply; PutUnlockedFile ends otherwise, with its reason`,
  )
  t.equal(run, 45)
})
