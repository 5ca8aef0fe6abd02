import { execFile } from 'node:child_process'
import { access, chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Test, test } from 'tap'
import { sampleFile } from '../../../db/seed/sample-files/index.ts'
import type { Instant } from '../../domain/ids.ts'
import { childrenOf, descendantsOf } from '../../testing/processes.ts'
import { makeSigningKey } from '../../testing/signing-key.ts'
import { pdfAFaults } from '../../testing/verapdf/validate.ts'
import { until } from '../processes.ts'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { createPdfSigner } from '../signing/sign-pdf.ts'
import { type OfficeConverter, createOfficeConverter } from './office.ts'
import { type Sandbox, findSandbox } from './sandbox.ts'

const run = promisify(execFile)
const patient = { timeout: 240_000 }
const limits = { timeoutMs: 60_000 } as const

type World = {
  readonly office: OfficeConverter
  /** Why it could not be kept warm, each time it was told. */
  readonly cold: string[]
  /** The folder of a file of its own; `text` is in it once on each of its two pages. */
  readonly file: (kind: 'docx' | 'xlsx' | 'pptx', text: string) => Promise<string>
  readonly folder: string
}

async function world(t: Test, sandbox?: Sandbox): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-office-test-'))
  // The unprivileged user must come through to its own folder in here.
  await chmod(folder, 0o711)
  const cold: string[] = []
  const office = createOfficeConverter({
    ...{ sandbox: sandbox ?? (await findSandbox()), allowUnsandboxed: false, maxPdfBytes: 100_000_000 },
    onCold: (why) => cold.push(why),
  })
  t.teardown(async () => {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  })
  let count = 0
  const file: World['file'] = async (kind, text) => {
    count += 1
    const work = join(folder, String(count))
    await mkdir(work)
    await writeFile(join(work, `in.${kind}`), await sampleFile(kind, text, text, 2))
    return work
  }
  return { office, cold, file, folder }
}

async function textOf(work: string): Promise<string> {
  return (await run('pdftotext', [join(work, 'in.pdf'), '-'])).stdout
}

type Host = { readonly pid: number; readonly folder: string }

/** The LibreOffices that this process keeps, and the folder each of them has outside of its sandbox. */
async function hosts(): Promise<Host[]> {
  return (await childrenOf(process.pid)).flatMap(({ pid, command }) => {
    const folder = /--bind (\S+) \/w/.exec(command)?.[1]
    return command.includes('office-host.py') && folder !== undefined ? [{ pid, folder }] : []
  })
}

/** A kept LibreOffice itself and, with a later number, its copy for the next file. */
async function copiesOf(host: Host | undefined): Promise<readonly number[]> {
  return (await descendantsOf(host?.pid ?? 0))
    .filter((it) => it.command.startsWith('/usr/bin/python3'))
    .map((it) => it.pid)
}

/** Waits for the copy for the next file; false when it does not come. */
function hasCopyAhead(host: Host | undefined): Promise<boolean> {
  return until(async () => (await copiesOf(host)).length === 2, 20_000)
}

test('one LibreOffice stays open for many files, and each is read by a copy of it', patient, async (t) => {
  const { office, cold, file } = await world(t)
  const [first, second, third] = [
    await file('docx', '甲'),
    await file('xlsx', '乙'),
    await file('pptx', '丙'),
  ]
  await office.convert(first, 'docx', limits)
  const [host] = await hosts()
  t.ok(host !== undefined)
  await office.convert(second, 'xlsx', limits)
  // Of a family that it knows by now: once the copy for the next file is there it does nothing of its own.
  await office.convert(await file('docx', '甲'), 'docx', limits)
  t.ok(await hasCopyAhead(host), 'it has come to rest')

  // What a file might have left where it can write is gone before the next one.
  const left = ['own/profile/user/left.xcu', 'own/temporary/left', 'files/left'].map((it) =>
    join(host?.folder ?? '', it),
  )
  for (const path of left) await writeFile(path, '左記')
  const broken = await file('docx', '')
  await writeFile(join(broken, 'in.docx'), (await sampleFile('docx', '丁', '丁', 2)).slice(0, 2000))
  const failure: unknown = await office.convert(broken, 'docx', limits).catch((error: unknown) => error)
  t.equal(failure instanceof RenderFailure && failure.code, 'damaged')
  await office.convert(third, 'pptx', limits)
  for (const path of left) await t.rejects(access(path), { code: 'ENOENT' }, path)

  t.match(await textOf(first), '甲')
  t.match(await textOf(second), '乙')
  t.match(await textOf(third), '丙')
  t.same(await hosts(), [host], 'and it is still the same one')
  t.same(cold, [])
})

test(
  'the copy for the next file is made ahead, while nobody waits; one that has ended is replaced',
  patient,
  async (t) => {
    const { office, cold, file } = await world(t)
    await office.convert(await file('docx', '甲'), 'docx', limits)
    const [host] = await hosts()
    t.ok(await hasCopyAhead(host), 'LibreOffice and its copy')
    const second = await file('docx', '乙')
    await office.convert(second, 'docx', limits)
    t.match(await textOf(second), '乙')

    t.ok(await hasCopyAhead(host), 'one for the next')
    process.kill(Math.max(...(await copiesOf(host))), 'SIGKILL')
    const third = await file('xlsx', '丙')
    await office.convert(third, 'xlsx', limits)
    t.match(await textOf(third), '丙')
    t.same(await hosts(), [host])
    t.same(cold, [])
  },
)

test(
  'a copy that does nothing any more costs ten seconds, and its file is read all the same',
  patient,
  async (t) => {
    const { office, cold, file } = await world(t)
    await office.convert(await file('docx', '甲'), 'docx', limits)
    const [host] = await hosts()
    t.ok(await hasCopyAhead(host), 'LibreOffice and its copy')
    process.kill(Math.max(...(await copiesOf(host))), 'SIGSTOP')
    const second = await file('docx', '乙')
    await office.convert(second, 'docx', limits)
    t.match(await textOf(second), '乙', 'it was read by a LibreOffice of its own')
    t.same(await hosts(), [host], 'and the one that is kept stays')
    const third = await file('xlsx', '丙')
    await office.convert(third, 'xlsx', limits)
    t.match(await textOf(third), '丙')
    t.same(cold, [])
  },
)

test('what becomes of Word, Excel and PowerPoint is PDF/A-2b, says veraPDF', patient, async (t) => {
  const { office, file, folder } = await world(t)
  const kinds = ['docx', 'xlsx', 'pptx'] as const
  const made: string[] = []
  for (const kind of kinds) {
    const work = await file(kind, '移管する文書')
    await office.convert(work, kind, limits)
    const kept = join(folder, `${kind}.pdf`)
    await copyFile(join(work, 'in.pdf'), kept)
    made.push(kept)
  }
  const spoilt = join(folder, 'spoilt.pdf')
  const whole = await readFile(made[0] ?? '')
  const at = whole.indexOf('<pdfaid:part>2')
  t.ok(at > 0, 'it says of itself what it is')
  await writeFile(spoilt, Buffer.from(whole).fill('1', at + 13, at + 14))
  const keyFile = await makeSigningKey(folder, 'みほん道', 'geheim')
  const sign = createPdfSigner({ keyFile, passphrase: 'geheim', onFailure: (error) => t.fail(String(error)) })
  const signed = await sign(whole, { reason: '通知', at: '2026-05-11T01:20:00.000Z' as Instant })
  await writeFile(join(folder, 'signed.pdf'), signed?.bytes ?? '')
  const { 'spoilt.pdf': broken, ...faults } = await pdfAFaults([...made, spoilt, join(folder, 'signed.pdf')])
  t.same(faults, { 'docx.pdf': 'ok', 'xlsx.pdf': 'ok', 'pptx.pdf': 'ok', 'signed.pdf': 'ok' })
  t.match(broken, /^6\.6\.4-/, 'one changed bit is named')
})

test('two files at once have two; one that ends in the middle of a file is replaced', patient, async (t) => {
  const { office, file, cold } = await world(t)
  const [one, two] = [await file('docx', '甲'), await file('docx', '乙')]
  await Promise.all([office.convert(one, 'docx', limits), office.convert(two, 'docx', limits)])
  const before = await hosts()
  t.equal(before.length, 2)

  const third = await file('docx', '丙')
  const converting = office.convert(third, 'docx', limits)
  for (const { pid } of before) process.kill(pid, 'SIGKILL')
  await converting
  t.match(await textOf(third), '丙', 'it was read by a LibreOffice of its own')

  const fourth = await file('docx', '丁')
  await office.convert(fourth, 'docx', limits)
  t.match(await textOf(fourth), '丁')
  const after = await hosts()
  t.equal(after.length, 1)
  t.notOk(before.some((it) => it.pid === after[0]?.pid))
  t.same(cold, [], 'which is no reason to give up')
})

test(
  'a file that takes too long ends with its LibreOffice, and so does one that is called off',
  patient,
  async (t) => {
    const { office, file } = await world(t)
    const one = await file('docx', '甲')
    await office.convert(one, 'docx', limits)
    const failure: unknown = await office
      .convert(await file('pptx', '乙'), 'pptx', { timeoutMs: 1 })
      .catch((error: unknown) => error)
    t.equal(failure instanceof RenderFailure && failure.code, 'timeout')
    t.same(await hosts(), [])
    const calledOff = AbortSignal.abort(new Error('called off'))
    await t.rejects(office.convert(one, 'docx', { ...limits, signal: calledOff }), { message: 'called off' })
    t.same(await hosts(), [])
  },
)

test('where none can be kept, each file has its own; it is said once', patient, async (t) => {
  const sandbox = await findSandbox()
  const without: Sandbox = {
    ...sandbox,
    // As on a machine whose Python or LibreOffice cannot do it.
    start: (program) =>
      sandbox.start({ ...program, command: () => ['/bin/sh', '-c', 'echo 無い >&2; exit 1'] }),
  }
  const { office, cold, file, folder } = await world(t, without)
  const one = await file('docx', '甲')
  await office.convert(one, 'docx', limits)
  for (const name of ['again', 'and-again', 'once-more']) {
    await mkdir(join(folder, name))
    await copyFile(join(one, 'in.docx'), join(folder, name, 'in.docx'))
    await office.convert(join(folder, name), 'docx', limits)
    t.match(await textOf(join(folder, name)), '甲')
  }
  t.equal(cold.length, 1)
  t.match(cold[0], /exit 1.*無い/s)
})
