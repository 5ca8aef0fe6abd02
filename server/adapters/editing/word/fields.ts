import { type XmlElement, attributeOf, eachElement, textOf } from './xml.ts'

/** A place in a field (フィールド): Word writes its result anew whenever it likes. */
export type FieldPart = { readonly field: Field; readonly role: 'begin' | 'inside' | 'end' }
/** `name`: the first word of its instruction, as REF or TOC; empty while it is not known. */
export type Field = { name: string; isResult: boolean }
/** By the element of a run that is in it; of fields within fields the inner one. */
export type FieldMap = ReadonlyMap<XmlElement, FieldPart>

/** Every place of a story that is in a field made of `w:fldChar`. */
export function fieldsOf(story: XmlElement): FieldMap {
  const parts = new Map<XmlElement, FieldPart>()
  const open: Field[] = []
  for (const element of eachElement(story)) {
    const type = element.name === 'w:fldChar' ? attributeOf(element, 'w:fldCharType') : undefined
    if (type === 'begin') open.push({ name: '', isResult: false })
    const field = open.at(-1)
    if (field === undefined) continue
    if (type === 'separate') field.isResult = true
    if (element.name === 'w:instrText' && field.name === '')
      field.name = /\S+/.exec(textOf(element))?.[0]?.toUpperCase() ?? ''
    const role = type === 'begin' || type === 'end' ? type : 'inside'
    if (/^w:(?:fldChar|instrText|t|tab|br)$/.test(element.name)) parts.set(element, { field, role })
    if (type === 'end') open.pop()
  }
  return parts
}

/** Whether people may write into the result of a field: it is theirs. */
export function isFree({ name }: Field): boolean {
  return /^(?:HYPERLINK|FORMTEXT|)$/.test(name)
}
