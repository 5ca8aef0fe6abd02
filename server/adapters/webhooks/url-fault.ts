import { type BlockList, isIP } from 'node:net'
import type { UrlFault } from '../../usecases/webhooks.ts'
import { isOfOperator, mayCall } from './addresses.ts'

/**
 * What an address says of itself that would keep everything from being sent there; undefined when it may be tried. What a
 * name stands for is looked at when something is sent, each time.
 */
export function urlFault(text: string, allowed: BlockList): UrlFault | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'no_address'
  if (url.username !== '' || url.password !== '') return 'userinfo'
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const address = host === 'localhost' || host.endsWith('.localhost') ? '127.0.0.1' : host
  if (isIP(address) !== 0) {
    if (!mayCall(address, allowed)) return 'network'
    return url.protocol === 'https:' || isOfOperator(address, allowed) ? undefined : 'https_only'
  }
  return url.protocol === 'https:' || allowed.rules.length > 0 ? undefined : 'https_only'
}
