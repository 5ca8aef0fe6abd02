import { XMLBuilder } from 'fast-xml-parser'
import type { XmlElement } from '../domain/records/transfer/xml.ts'

const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  suppressEmptyNode: true,
  processEntities: true,
})

type Raw = Record<string, unknown>

function rawOf(it: XmlElement | string): Raw {
  if (typeof it === 'string') return { '#text': it }
  return { [it.name]: it.children.map(rawOf), ':@': it.attributes }
}

/** An XML document with its declaration, in UTF-8; the same text for the same elements. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build([rawOf(root)])}\n`
}
