// Checks a decision bundle (決裁の証拠) of Kessai. One file, no dependencies, Node 20 or newer:
//
//   node verify.mjs bundle.zip [hash of the last event, as it was kept elsewhere]
//   node verify.mjs cases/0001/bundle     the same, as it lies unpacked in a package for an archive (移管)
//
// Says everything that was changed, and ends with 1; without a fault it ends with 0. What it proves: README.md beside it.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

// JSON with one spelling: keys in order, no spaces.
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${members.join(',')}}`
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
const crc32 = (bytes) => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

// The fields of an entry, which have only one value they can have: stored, UTF-8, no date.
const fieldsOf = (name, bytes, crc) => {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(0x0800, 2)
  fields.writeUInt16LE(0x21, 8)
  fields.writeUInt32LE(crc, 10)
  fields.writeUInt32LE(bytes.length, 14)
  fields.writeUInt32LE(bytes.length, 18)
  fields.writeUInt16LE(name.length, 22)
  return fields
}

// Reads the entries from the front, then writes what the zip has to be and compares it byte by byte.
function entriesOf(zip, faults) {
  const entries = []
  let at = 0
  while (at + 30 <= zip.length && zip.readUInt32LE(at) === 0x04034b50) {
    const [size, length] = [zip.readUInt32LE(at + 18), zip.readUInt16LE(at + 26)]
    const name = zip.subarray(at + 30, at + 30 + length)
    const bytes = zip.subarray(at + 30 + length, at + 30 + length + size)
    if (bytes.length !== size) break
    entries.push({ name, path: name.toString('utf8'), bytes, at })
    at += 30 + length + size
  }
  const central = []
  const compare = (expected, from, what) => {
    const found = zip.subarray(from, from + expected.length)
    if (expected.equals(found)) return
    let first = 0
    while (first < found.length && found[first] === expected[first]) first += 1
    faults.push(`ZIP の構造が違います: ${what}（${from + first} バイト目）`)
  }
  for (const { name, path, bytes, at: offset } of entries) {
    const fields = fieldsOf(name, bytes, crc32(bytes))
    compare(Buffer.concat([Buffer.from('PK\x03\x04'), fields, name]), offset, `${path} の見出し`)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, place, name]))
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length & 0xffff, 8)
  end.writeUInt16LE(entries.length & 0xffff, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  const rest = Buffer.concat([directory, end])
  compare(rest, at, '目録')
  if (zip.length > at + rest.length)
    faults.push(`ZIP の後ろに余分な ${zip.length - at - rest.length} バイトがあります`)
  return entries
}

// The files of a folder, in the order its index has them; what is not in it before the index.
function entriesOfFolder(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) =>
      relative(folder, join(it.parentPath ?? it.path, it.name))
        .split(sep)
        .join('/'),
    )
  let listed = []
  try {
    listed = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).entries.map((it) => it.path)
  } catch {
    // Then it is said below that there is none.
  }
  const placeOf = (path) => (path === 'index.json' ? Infinity : listed.indexOf(path) + 1 || listed.length + 1)
  return paths
    .sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }))
}

const safeName = (name) => name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_')
const isHash = (it) => typeof it === 'string' && /^[0-9a-f]{64}$/.test(it)

// The record of the decision as events and manifest tell it.
function recordOf({ chain, events, hashes, at, deciding, manifest, attachments }) {
  const { title, authorityCode, amountYen } = manifest?.content ?? {}
  const { by, actingFor } = deciding
  const numbers = events.map((it) =>
    it.type === 'submitted' || it.type === 'decided'
      ? it.number
      : it.type === 'numbered' && it.kind === '起案番号'
        ? it.text
        : undefined,
  )
  return {
    proposalId: chain?.proposalId,
    ...{ result: 'decided', decidedAt: deciding.at, number: numbers.filter(Boolean).at(-1) ?? '' },
    ...{
      title,
      section: events.find((it) => it.type === 'submitted')?.section ?? '',
      authorityCode,
      amountYen,
    },
    decider: {
      ...{ person: by?.person, name: by?.name, title: by?.capacity?.title },
      actingFor: actingFor && { person: actingFor.person, name: actingFor.name, title: actingFor.title },
    },
    condition: deciding.condition,
    numbers: events.filter((it) => it.type === 'numbered').map((it) => ({ kind: it.kind, number: it.text })),
    files: attachments.map(({ name, sha256: hash, sizeBytes }) => ({ name, sha256: hash, sizeBytes })),
    manifestSha256: deciding.manifestSha256,
    event: { seq: at + 1, hash: hashes[at] },
    head: { seq: hashes.length, hash: hashes.at(-1) },
  }
}

// The record of a case that was brought in: what another system said, and by which import.
function importedRecordOf({ chain, hashes, event, manifest, attachments }) {
  const { by, at, asserted, from, section, manifestSha256 } = event
  return {
    ...{ proposalId: chain?.proposalId, result: 'imported', importedAt: at, asserted, from, section },
    ...{ manifestSha256, number: asserted?.number ?? '', title: manifest?.content?.title },
    importedBy: { person: by?.person, name: by?.name, title: by?.capacity?.title },
    files: attachments.map(({ name, sha256: hash, sizeBytes }) => ({ name, sha256: hash, sizeBytes })),
    event: { seq: 1, hash: hashes[0] },
    head: { seq: hashes.length, hash: hashes.at(-1) },
  }
}

// The 施行 as the events tell it: documents with who made, collated and sealed them, and every sending.
function issuingOf(events) {
  const who = (by) => ({ person: by?.person, name: by?.name, title: by?.capacity?.title })
  const documents = new Map()
  const dispatches = []
  let completed
  for (const { type, by, at, document: id, ...it } of events) {
    const done = { by: who(by), at }
    const document = documents.get(id) ?? {}
    if (type === 'fair_copied')
      documents.set(id, {
        ...{
          id,
          name: it.name,
          file: it.file,
          from: it.from,
          datedOn: it.datedOn,
          filled: it.filled,
          ...done,
        },
      })
    if (type === 'collated') document.collation = { matches: it.matches, remark: it.remark, ...done }
    if (type === 'document_sealed') document.sealing = { ...it.sealing, ...done }
    if (type === 'document_voided') document.voided = { reason: it.reason, ...done }
    if (type === 'dispatched')
      for (const { name, channel, again } of it.to) {
        const one = {
          id: `x${dispatches.length + 1}`,
          document: id,
          addressee: name,
          channel,
          on: it.on,
          ...done,
        }
        const before = dispatches.find((other) => other.id === again)
        if (before !== undefined) before.again = one.id
        dispatches.push(one)
      }
    const sent = type === 'dispatch_failed' && dispatches.find((one) => one.id === it.dispatch)
    if (sent) sent.failure = { reason: it.reason, ...done }
    if (type === 'completed') completed = { on: it.on, unissued: it.unissued, ...done }
  }
  const days = dispatches.filter((it) => it.failure === undefined).map((it) => it.on)
  return {
    documents: [...documents.values()],
    dispatches,
    issuedOn: days.sort((a, b) => (a < b ? -1 : 1))[0],
    completed,
  }
}

// The files of what is sealed and not spoilt: the copy, and the PDF/A or signed PDF of it.
function issuedFilesOf({ documents }) {
  return documents
    .filter((it) => it.sealing !== undefined && it.voided === undefined)
    .flatMap(({ id, name, file, sealing }) => {
      const path = `issued/${id}_${safeName(String(name))}`
      const pdf = sealing.how === 'electronic' ? sealing.file : sealing.pdf
      const more = pdf === undefined || pdf === file ? [] : [{ path: `${path}.pdf`, name, sha256: pdf }]
      return [{ path, name, sha256: file }, ...more]
    })
}

// Everything that is wrong with a bundle, one sentence each, and what it says when nothing is.
// `bundle` is a zip, or the entries of an unpacked one.
export function verifyBundle(bundle, keptHead) {
  const faults = []
  const entries = Array.isArray(bundle) ? bundle : entriesOf(bundle, faults)
  const byPath = new Map(entries.map((it) => [it.path, it.bytes]))
  if (byPath.size !== entries.length) faults.push('同じ名前のファイルが二つあります')
  const json = (path) => {
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(byPath.get(path)))
    } catch {
      faults.push(`${path} がないか、読めません`)
      return undefined
    }
  }
  const expect = (isSo, fault) => {
    if (!isSo) faults.push(fault)
  }

  // 1. The index: exactly these entries, in this order, with these bytes.
  const others = entries.filter((it) => it.path !== 'index.json')
  const listed = others.map((it) => ({ path: it.path, sha256: sha256(it.bytes), sizeBytes: it.bytes.length }))
  const index = json('index.json')
  expect(entries.at(-1)?.path === 'index.json', 'index.json が最後にありません')
  if (byPath.get('index.json')?.toString('utf8') !== canonical({ bundle: 1, entries: listed })) {
    const said = Array.isArray(index?.entries) ? index.entries : []
    for (const it of listed) {
      const its = said.find((other) => other?.path === it.path)
      if (its === undefined) faults.push(`${it.path} は index.json にありません（加えられた）`)
      else if (its.sha256 !== it.sha256 || its.sizeBytes !== it.sizeBytes)
        faults.push(`${it.path} の中身が変わっています`)
    }
    for (const it of said) expect(byPath.has(it?.path), `${it?.path} がありません（取り除かれた）`)
    faults.push('index.json が中身と一致しません')
  }

  // 2. The chain: each event names its place, and its hash takes in the one before.
  const chain = json('chain.json')
  const events = []
  const hashes = []
  for (let seq = 1; byPath.has(`events/${String(seq).padStart(6, '0')}.json`); seq++) {
    const path = `events/${String(seq).padStart(6, '0')}.json`
    const link = json(path)
    expect(
      link?.seq === seq && link?.proposalId === chain?.proposalId,
      `${path} は別の場所か別の起案のものです`,
    )
    const previous = hashes.at(-1)
    hashes.push(sha256(...(previous === undefined ? [] : [Buffer.from(previous, 'hex')]), byPath.get(path)))
    events.push(link?.event ?? {})
  }
  const head = hashes.at(-1)
  expect(
    head !== undefined && chain?.head === head && chain?.seq === hashes.length,
    '経過の終わりが chain.json と一致しません（経過が変えられたか、一部がありません）',
  )
  expect(
    byPath.get('chain.json')?.toString('utf8') === canonical({ ...chain, bundle: 1 }),
    'chain.json の書き方が違います',
  )

  // 3. What was signed: every manifest has the hash that events bind to.
  const bound = new Set(
    events.flatMap((it) => [it.manifestSha256, ...(it.type === 'revised' ? [it.to] : [])]).filter(isHash),
  )
  const manifests = [...byPath.keys()].filter((it) => it.startsWith('manifests/'))
  for (const path of manifests) {
    const hash = sha256(byPath.get(path))
    expect(path === `manifests/${hash}.json`, `${path} の中身が変わっています`)
    expect(bound.has(hash), `${path} はどの処理の対象でもありません`)
  }

  // 4. The decision: its files are those that were signed, and its record says what the event says.
  // Of what was brought in (移行) there is none: its first event says what another system said.
  const isImported = events[0]?.type === 'imported'
  const at = isImported ? 0 : events.findLastIndex((it) => it.type === 'decided')
  const deciding = events[at]
  expect(deciding !== undefined, '決裁の処理がありません')
  const manifest = deciding && json(`manifests/${deciding.manifestSha256}.json`)
  // In a package for an archive no name has a percent sign: readers of BagIt do not agree on it.
  const placeOf = (path) => (byPath.has(path) ? path : path.replaceAll('%', '_'))
  const attachments = Array.isArray(manifest?.attachments) ? manifest.attachments : []
  const files = attachments.map((it, n) => ({
    ...it,
    path: placeOf(`files/${String(n + 1).padStart(3, '0')}_${safeName(String(it?.name))}`),
  }))
  for (const { path, sha256: signed, name } of files) {
    expect(
      byPath.has(path) && sha256(byPath.get(path)) === signed,
      `添付「${name}」（${path}）は決裁されたものと違います`,
    )
  }
  const decision = json('decision.json')
  const record =
    deciding &&
    (isImported
      ? importedRecordOf({ chain, hashes, event: deciding, manifest, attachments })
      : recordOf({ chain, events, hashes, at, deciding, manifest, attachments }))
  expect(
    record !== undefined && canonical(record) === byPath.get('decision.json')?.toString('utf8'),
    'decision.json が経過と署名の対象に一致しません',
  )

  // 5. What went out by it (施行): the record is that of the events, the files are those that were sealed.
  const issuing = issuingOf(events)
  const isIssuing = issuing.documents.length > 0 || issuing.completed !== undefined
  if (isIssuing)
    expect(
      canonical(issuing) === byPath.get('issuing.json')?.toString('utf8'),
      'issuing.json が経過に一致しません',
    )
  const issued = issuedFilesOf(issuing).map((it) => ({ ...it, path: placeOf(it.path) }))
  for (const { path, sha256: sealed, name } of issued)
    expect(
      byPath.has(path) && sha256(byPath.get(path)) === sealed,
      `施行文書「${name}」（${path}）は公印・署名のときのものと違います`,
    )

  // 6. Nothing else, and everything in its place.
  const places = [
    ...['README.txt', 'decision.json', ...(isIssuing ? ['issuing.json'] : []), 'chain.json'],
    ...events.map((_, n) => `events/${String(n + 1).padStart(6, '0')}.json`),
    ...manifests.toSorted((a, b) => (a < b ? -1 : 1)),
    ...[...files, ...issued].map((it) => it.path),
    ...(isImported ? ['index.json'] : ['decision.pdf', 'index.json']),
  ]
  expect(canonical(entries.map((it) => it.path)) === canonical(places), 'ファイルの並びか顔ぶれが違います')
  if (keptHead !== undefined)
    expect(head === keptHead.toLowerCase(), '経過の終わりの指紋が、控えの指紋と違います')
  return {
    faults,
    head,
    decision,
    events: events.length,
    files: files.length,
    issued: issued.length,
    notIncluded: bound.size - manifests.length,
  }
}

// Who decided; or, of what was brought in, whose word it is.
function standing(record) {
  if (record.result !== 'imported')
    return [`  決裁　　${record.decidedAt} ${record.decider.title} ${record.decider.name}`]
  const { asserted, importedAt, importedBy } = record
  const { decider } = asserted
  return [
    '  移行（旧システムの記録による）　このシステムでは決裁されていません。',
    `  旧記録　${asserted.source} ${asserted.key}　決裁 ${asserted.decidedOn ?? '不明'} ${decider?.title ?? ''} ${decider?.name ?? '不明'}`,
    `  取込み　${importedAt} ${importedBy.title} ${importedBy.name}`,
  ]
}

function main([path, keptHead]) {
  if (path === undefined) {
    console.error('使い方: node verify.mjs 決裁の証拠.zip [控えの指紋]')
    return 2
  }
  const { faults, head, decision, events, files, issued, notIncluded } = verifyBundle(
    statSync(path).isDirectory() ? entriesOfFolder(path) : readFileSync(path),
    keptHead,
  )
  if (faults.length > 0) {
    console.log(
      [
        '変更が見つかりました。この証拠は決裁されたときのままではありません。',
        ...faults.map((it) => `  × ${it}`),
      ].join('\n'),
    )
    return 1
  }
  console.log(
    [
      '変更は見つかりませんでした。',
      `  件名　　${decision.title}`,
      `  番号　　${decision.number === '' ? 'なし' : decision.number}`,
      ...standing(decision),
      `  経過　　${events} 件　　添付　${files} 件${issued > 0 ? `　　施行文書のファイル　${issued} 件` : ''}${notIncluded > 0 ? `　　含まれない途中の版　${notIncluded} 件` : ''}`,
      `  経過の終わりの指紋　${head}`,
      keptHead === undefined
        ? 'この指紋を、別に控えてある指紋と比べてください。すべてを作り直した偽物は、それでしか分かりません。'
        : '控えの指紋と一致しました。',
    ].join('\n'),
  )
  return 0
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = main(process.argv.slice(2))
