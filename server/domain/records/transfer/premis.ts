import {
  type AssertedFacts,
  type PackagedCase,
  type PackagedEvent,
  type PackagedFile,
  assertedBy,
} from './packaged.ts'
import { type XmlElement, element } from './xml.ts'

const identifier = (of: string, type: string, value: string): XmlElement =>
  element(`premis:${of}Identifier`, {}, ...identifierParts(`${of}Identifier`, type, value))

function identifierParts(of: string, type: string, value: string): readonly XmlElement[] {
  return [element(`premis:${of}Type`, {}, type), element(`premis:${of}Value`, {}, value)]
}

/**
 * PREMIS 3 of one case: its files with their hashes and formats, what happened to it as its chain tells, who acted, and what
 * may be shown of it (公開区分). Files are named by their paths from `data/` on.
 */
export function premisOf(one: PackagedCase): XmlElement {
  const agents = new Map(one.events.map((it) => [it.person, it]))
  return element(
    'premis:premis',
    {
      'xmlns:premis': 'http://www.loc.gov/premis/v3',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      version: '3.0',
    },
    representation(one),
    ...one.files.map(fileObject),
    ...one.events.map((it) => event(one, it)),
    ...[...agents.values()].map((it) =>
      element(
        'premis:agent',
        {},
        identifier('agent', 'person', it.person),
        element('premis:agentName', {}, `${it.title} ${it.name}`.trim()),
        element('premis:agentType', {}, 'person'),
      ),
    ),
    element(
      'premis:agent',
      {},
      identifier('agent', 'software', 'kessai'),
      element('premis:agentName', {}, 'Kessai'),
      element('premis:agentType', {}, 'software'),
    ),
    rights(one),
  )
}

function representation(one: PackagedCase): XmlElement {
  return element(
    'premis:object',
    { 'xsi:type': 'premis:representation' },
    identifier('object', 'proposal', one.id),
    ...(one.asserted === undefined ? [] : assertedProperties(one.asserted)),
    element('premis:originalName', {}, one.title),
    element(
      'premis:relationship',
      {},
      element('premis:relationshipType', {}, 'structural'),
      element('premis:relationshipSubType', {}, 'has part'),
      ...one.files.map((it) =>
        element(
          'premis:relatedObjectIdentifier',
          {},
          ...identifierParts('relatedObjectIdentifier', 'path', it.path),
        ),
      ),
    ),
  )
}

/** What another system says of who decided: a property of the record, and never an event or an agent of ours. */
function assertedProperties(it: AssertedFacts): readonly XmlElement[] {
  const said = [
    ['起案', it.drafter, it.draftedOn],
    ...it.approvers.map((one) => ['承認', one, ''] as const),
    ['決裁', it.decider, it.decidedOn],
  ] as const
  return said.flatMap(([what, who, on]) => {
    const value = [who, on].filter((one) => one !== '').join('、')
    if (value === '') return []
    return [
      element(
        'premis:significantProperties',
        {},
        element('premis:significantPropertiesType', {}, `${what}（${assertedBy(it)}）`),
        element('premis:significantPropertiesValue', {}, value),
      ),
    ]
  })
}

function fileObject(file: PackagedFile): XmlElement {
  const fixity = (algorithm: string, digest: string): XmlElement =>
    element(
      'premis:fixity',
      {},
      element('premis:messageDigestAlgorithm', {}, algorithm),
      element('premis:messageDigest', {}, digest),
    )
  return element(
    'premis:object',
    { 'xsi:type': 'premis:file' },
    identifier('object', 'path', file.path),
    element(
      'premis:objectCharacteristics',
      {},
      fixity('SHA-256', file.sha256),
      fixity('SHA-512', file.sha512),
      element('premis:size', {}, String(file.sizeBytes)),
      element(
        'premis:format',
        {},
        element('premis:formatDesignation', {}, element('premis:formatName', {}, file.format)),
        file.note === undefined ? undefined : element('premis:formatNote', {}, file.note),
      ),
    ),
    file.name === undefined ? undefined : element('premis:originalName', {}, file.name),
    file.from === undefined
      ? undefined
      : element(
          'premis:relationship',
          {},
          element('premis:relationshipType', {}, 'derivation'),
          element('premis:relationshipSubType', {}, 'has source'),
          element(
            'premis:relatedObjectIdentifier',
            {},
            ...identifierParts('relatedObjectIdentifier', 'path', file.from),
          ),
        ),
  )
}

function event({ id }: PackagedCase, it: PackagedEvent): XmlElement {
  return element(
    'premis:event',
    {},
    identifier('event', 'chain', `${id}/${it.seq}`),
    element('premis:eventType', {}, it.type),
    element('premis:eventDateTime', {}, it.at),
    element(
      'premis:eventDetailInformation',
      {},
      element('premis:eventDetail', {}, `${it.text} SHA-256 ${it.hash}`.trim()),
    ),
    element(
      'premis:linkingAgentIdentifier',
      {},
      ...identifierParts('linkingAgentIdentifier', 'person', it.person),
    ),
    element(
      'premis:linkingObjectIdentifier',
      {},
      ...identifierParts('linkingObjectIdentifier', 'proposal', id),
    ),
  )
}

function rights({ id, disclosure }: PackagedCase): XmlElement {
  const { name, grounds, until } = disclosure
  const notes = [
    `公開区分：${name === '' ? '定めなし' : name}`,
    ...(grounds.length === 0 ? [] : [`根拠：${grounds.join('、')}`]),
    ...(until === undefined ? [] : [`期限：${until}`]),
  ]
  return element(
    'premis:rights',
    {},
    element(
      'premis:rightsStatement',
      {},
      element(
        'premis:rightsStatementIdentifier',
        {},
        ...identifierParts('rightsStatementIdentifier', 'disclosure', id),
      ),
      element('premis:rightsBasis', {}, 'other'),
      element(
        'premis:otherRightsInformation',
        {},
        element('premis:otherRightsBasis', {}, '情報公開条例'),
        ...notes.map((it) => element('premis:otherRightsNote', {}, it)),
      ),
      element(
        'premis:linkingObjectIdentifier',
        {},
        ...identifierParts('linkingObjectIdentifier', 'proposal', id),
      ),
    ),
  )
}
