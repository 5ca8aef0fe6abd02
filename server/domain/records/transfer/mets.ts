import {
  type AssertedFacts,
  type PackagedCase,
  type PackagedFile,
  type PackagedFolder,
  type PackagedUse,
  assertedBy,
  uriOf,
} from './packaged.ts'
import { type XmlElement, element } from './xml.ts'

const uses: readonly PackagedUse[] = ['original', 'issued', 'pdfa', 'rendition', 'record', 'index']

/** Case after case with its PREMIS. */
export type DescribedCase = PackagedCase & { readonly premis: PackagedFile }

/** From `metadata/` on, where the METS lies. */
const hrefOf = (path: string): string => `../${uriOf(path)}`

/**
 * METS 1.12 of a package: the 簿冊 and its cases in Dublin Core, the PREMIS of each case, every file with its hash, and how
 * they belong together.
 */
export function metsOf(
  folder: PackagedFolder,
  cases: readonly DescribedCase[],
  others: readonly PackagedFile[],
): XmlElement {
  const all = [...cases.flatMap((it) => [...it.files, it.premis]), ...others]
  const idOf = new Map(all.map((it, at) => [it.path, `file-${at + 1}`]))
  return element(
    'mets:mets',
    {
      'xmlns:mets': 'http://www.loc.gov/METS/',
      'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      OBJID: folder.id,
      TYPE: '簿冊',
      LABEL: folder.name,
    },
    header(folder),
    describe('dmd-folder', folderTerms(folder)),
    ...cases.map((it, at) => describe(`dmd-${at + 1}`, caseTerms(it))),
    element('mets:amdSec', {}, ...cases.map((it, at) => provenance(it, at + 1))),
    element(
      'mets:fileSec',
      {},
      ...uses.flatMap((use) => {
        const files = all.filter((it) => it.use === use)
        if (files.length === 0) return []
        return [element('mets:fileGrp', { USE: use }, ...files.map((it) => fileOf(it, idOf)))]
      }),
    ),
    element(
      'mets:structMap',
      { TYPE: 'logical', LABEL: '簿冊の構成' },
      element(
        'mets:div',
        { TYPE: '簿冊', LABEL: folder.name, DMDID: 'dmd-folder' },
        ...cases.map((it, at) =>
          element(
            'mets:div',
            {
              TYPE: '文書',
              LABEL: it.title,
              ORDER: String(at + 1),
              DMDID: `dmd-${at + 1}`,
              ADMID: `amd-${at + 1}`,
            },
            ...[...it.files, it.premis].map((file) => element('mets:fptr', { FILEID: idOf.get(file.path) })),
          ),
        ),
        ...(others.length === 0
          ? []
          : [
              element(
                'mets:div',
                { TYPE: '目録と記録', LABEL: '目録と簿冊の記録' },
                ...others.map((file) => element('mets:fptr', { FILEID: idOf.get(file.path) })),
              ),
            ]),
      ),
    ),
  )
}

function header({ asOf, body }: PackagedFolder): XmlElement {
  return element(
    'mets:metsHdr',
    { CREATEDATE: asOf },
    element('mets:agent', { ROLE: 'CREATOR', TYPE: 'ORGANIZATION' }, element('mets:name', {}, body)),
    element(
      'mets:agent',
      { ROLE: 'CREATOR', TYPE: 'OTHER', OTHERTYPE: 'SOFTWARE' },
      element('mets:name', {}, 'Kessai'),
    ),
  )
}

type Terms = readonly (readonly [term: string, value: string | undefined])[]

function describe(id: string, terms: Terms): XmlElement {
  return element(
    'mets:dmdSec',
    { ID: id },
    element(
      'mets:mdWrap',
      { MDTYPE: 'DC' },
      element(
        'mets:xmlData',
        {},
        ...terms.flatMap(([term, value]) =>
          value === undefined || value === '' ? [] : [element(`dc:${term}`, { 'xml:lang': 'ja' }, value)],
        ),
      ),
    ),
  )
}

function folderTerms(it: PackagedFolder): Terms {
  const kept = it.endsOn === undefined ? '' : `（${it.startsOn ?? ''}から${it.endsOn}まで）`
  return [
    ['title', it.name],
    ['identifier', `簿冊番号：${it.code}`],
    ['identifier', it.id],
    ['creator', it.owner],
    ['publisher', it.body],
    ['subject', `分類：${it.path}`],
    ['date', `年度：${it.fiscalYear}`],
    ['type', '簿冊'],
    ['description', `保存期間：${it.retention}${kept}`],
    ['description', `評価選別：${it.appraisal}`],
    ['description', `引渡しの決定：${it.decidedOn}`],
    ...it.parts.map((part) => ['relation', `電子以外の記録：${part}`] as const),
    ['language', 'ja'],
  ]
}

function caseTerms(it: PackagedCase): Terms {
  const { disclosure } = it
  return [
    ['title', it.title],
    ['identifier', it.number === '' ? undefined : `文書番号：${it.number}`],
    ['identifier', it.id],
    ['creator', it.section],
    ['contributor', it.drafter === '' ? undefined : `起案者：${it.drafter}`],
    ['contributor', it.decider === '' ? undefined : `決裁者：${it.decider}`],
    ['date', it.submittedAt === undefined ? undefined : `起案日時：${it.submittedAt}`],
    ['date', it.decidedAt === undefined ? undefined : `決裁日時：${it.decidedAt}`],
    ...(it.asserted === undefined ? [] : assertedTerms(it.asserted)),
    ['type', `起案文書（${it.statusName}）`],
    ['description', it.retention === '' ? undefined : `保存期間：${it.retention}`],
    ['rights', `公開区分：${disclosure.name === '' ? '定めなし' : disclosure.name}`],
    ['language', 'ja'],
  ]
}

function assertedTerms(it: AssertedFacts): Terms {
  const said = (label: string, value: string): string | undefined =>
    value === '' ? undefined : `${label}（${assertedBy(it)}）：${value}`
  return [
    ['identifier', `旧管理番号：${it.key}`],
    ['contributor', said('起案者', it.drafter)],
    ...it.approvers.map((one) => ['contributor', said('承認者', one)] as const),
    ['contributor', said('決裁者', it.decider)],
    ['date', said('起案日', it.draftedOn)],
    ['date', said('決裁日', it.decidedOn)],
    ['description', `「${it.source}」から移行した記録。決裁はこのシステムで行われていない`],
  ]
}

function provenance({ premis }: DescribedCase, at: number): XmlElement {
  return element(
    'mets:digiprovMD',
    { ID: `amd-${at}` },
    element('mets:mdRef', {
      LOCTYPE: 'URL',
      MDTYPE: 'PREMIS',
      MIMETYPE: 'application/xml',
      'xlink:type': 'simple',
      'xlink:href': hrefOf(premis.path),
      SIZE: String(premis.sizeBytes),
      CHECKSUM: premis.sha256,
      CHECKSUMTYPE: 'SHA-256',
    }),
  )
}

function fileOf(file: PackagedFile, ids: ReadonlyMap<string, string>): XmlElement {
  const { path, mediaType, sizeBytes, sha256 } = file
  return element(
    'mets:file',
    {
      ID: ids.get(path),
      MIMETYPE: mediaType,
      SIZE: String(sizeBytes),
      CHECKSUM: sha256,
      CHECKSUMTYPE: 'SHA-256',
    },
    element('mets:FLocat', { LOCTYPE: 'URL', 'xlink:type': 'simple', 'xlink:href': hrefOf(path) }),
  )
}
