import type { Texts } from '../../i18n/settings/index.ts'

/** What stands before the type of every event. */
export const eventPrefix = 'jp.kessai.'

type Words = Texts['administering']['webhooks']

/** What a type of event is called; a type nobody named yet stands for itself. */
export function eventName(type: string, text: Words): string {
  if (type === 'jp.kessai.ping') return text.ping
  const name = type.replace(eventPrefix, '')
  return name in text.types ? text.types[name as keyof Words['types']] : type
}

/** Why nobody answered, in words; the code of the machine stands beside it. */
export function errorText(error: string, text: Words): string {
  const { errors } = text
  if (error.startsWith('dns:')) return errors.dns
  if (error.startsWith('refused:')) return errors.refused
  if (/CERT|SIGNATURE|ALTNAME/.test(error)) return errors.certificate
  return error in errors ? errors[error as keyof typeof errors] : errors.other
}
