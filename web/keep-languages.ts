import type { Plugin } from 'vite'

const words =
  /\/(react-aria|react-stately|react-aria-components)\/dist\/private\/intl\/.*[a-z]{2}-[A-Z]{2}\.m?js$/
const kept = /\/(ja-JP|en-US)\.m?js$/

/** Whether a module holds what React Aria says in a language that is not ours. */
export function isForeign(id: string): boolean {
  return words.test(id) && !kept.test(id)
}

/**
 * Leaves out what React Aria says in the thirty languages we do not speak: more than a tenth of the code every page
 * shares. Its dictionaries pass over a language that is undefined, as its own optimize-locales-plugin makes it, and
 * answer in American English.
 */
export function keepLanguages(): Plugin {
  return {
    name: 'keep-languages',
    apply: 'build',
    load: {
      filter: { id: words },
      handler: (id) => (isForeign(id) ? 'export default undefined' : undefined),
    },
  }
}
