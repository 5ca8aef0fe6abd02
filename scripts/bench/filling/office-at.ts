import { randomUUID } from 'node:crypto'
import { type SignedIn, signInAs } from '../../../server/testing/signed-in.ts'
import type { Office } from './sample-cases.ts'

/** Speaks to a running server; everybody signs in once. */
export function officeAt(url: string): Office {
  const people = new Map<string, Promise<SignedIn>>()
  const signedIn = (person: string): Promise<SignedIn> => {
    const known = people.get(person) ?? signInAs(url, person)
    people.set(person, known)
    return known
  }
  return {
    ask: async (person, method, path, body) => {
      const one = await signedIn(person)
      return method === 'GET' ? one.get(path) : one.send(method, path, body)
    },
    attach: async (person, path, name, text) => {
      const one = await signedIn(person)
      const answer = await one.upload(path, name, Buffer.from(text), randomUUID())
      if (answer.status !== 201)
        throw new Error(`the file was answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    },
  }
}
