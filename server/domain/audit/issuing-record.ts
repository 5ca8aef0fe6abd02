import type { Actor } from '../approval/events.ts'
import type { Instant, Sha256 } from '../ids.ts'
import { type Issuance, type IssuedDocument, issuedOn, liveDocuments } from '../issuing/issuance.ts'
import { canonicalJson } from './canonical-json.ts'
import { safeName } from './bundle.ts'

/** The place in a bundle of the record of the 施行. */
export const issuingPath = 'issuing.json'

/** A file that went out, or is sealed to go out, in a bundle. */
export type IssuedEntry = { readonly path: string; readonly name: string; readonly sha256: Sha256 }

type Done = { readonly by: Actor; readonly at: Instant }

/**
 * What `issuing.json` says, from the events alone: every document with who made, collated and sealed it, every sending and
 * what became of it. Undefined where nothing of the 施行 has happened.
 */
export function issuingText(issuance: Issuance): string | undefined {
  const { documents, dispatches, completed } = issuance
  if (documents.length === 0 && completed === undefined) return undefined
  return canonicalJson({
    documents: documents.map(({ collation, sealing, voided, ...made }) => ({
      ...named(made),
      collation: collation && named(collation),
      sealing: sealing && named(sealing),
      voided: voided && named(voided),
    })),
    dispatches: dispatches.map((it) => ({ ...named(it), failure: it.failure && named(it.failure) })),
    issuedOn: issuedOn(issuance),
    completed: completed && named(completed),
  })
}

/** Whoever did something, as the decision record names people. */
function named<Of extends Done>({ by, ...rest }: Of): Omit<Of, 'by'> & { readonly by: object } {
  return { ...rest, by: { person: by.person, name: by.name, title: by.capacity.title } }
}

/** The files of every document that is sealed and not spoilt, in their order: the copy, and the PDF/A or signed PDF of it. */
export function issuedEntries(issuance: Issuance): readonly IssuedEntry[] {
  return liveDocuments(issuance).flatMap(({ id, name, file, sealing }) => {
    if (sealing === undefined) return []
    const path = `issued/${id}_${safeName(name)}`
    const pdf = pdfOf(sealing)
    const made = [{ path, name, sha256: file }]
    if (pdf === undefined || pdf === file) return made
    return [...made, { path: `${path}.pdf`, name: `${name}.pdf`, sha256: pdf }]
  })
}

function pdfOf(sealing: NonNullable<IssuedDocument['sealing']>): Sha256 | undefined {
  return sealing.how === 'electronic' ? sealing.file : sealing.pdf
}
