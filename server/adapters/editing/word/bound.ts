import { type XmlElement, attributeOf, canonical, childOf, eachElement, elementsOf } from './xml.ts'

/** A content control (コンテンツコントロール) whose content Word takes from data of the file: what is written into it would be gone. */
export function isBound(control: XmlElement): boolean {
  return elementsOf(childOf(control, 'w:sdtPr')).some((it) => it.name.endsWith(':dataBinding'))
}

/** A control that Word lets nobody write into. */
export function isLocked(control: XmlElement): boolean {
  const lock = childOf(childOf(control, 'w:sdtPr'), 'w:lock')
  return /contentLocked$/i.test((lock && attributeOf(lock, 'w:val')) ?? '')
}

/** The title of a content control, else its tag, else nothing. */
export function titleOf(control: XmlElement): string {
  const properties = childOf(control, 'w:sdtPr')
  const named = childOf(properties, 'w:alias') ?? childOf(properties, 'w:tag')
  return (named && attributeOf(named, 'w:val')) ?? ''
}

/** What every bound control of a story says. */
export function boundIn(story: XmlElement | undefined): ReadonlySet<string> {
  const found = new Set<string>()
  if (story === undefined) return found
  for (const it of eachElement(story)) if (it.name === 'w:sdt' && isBound(it)) found.add(canonical(it))
  return found
}

/** What tells a bound control from another one, whatever stands in it. */
export function boundKey(control: XmlElement): string {
  return `<bound ${canonical(childOf(control, 'w:sdtPr'))}`
}
