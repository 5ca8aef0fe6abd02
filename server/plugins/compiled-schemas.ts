import { setImmediate, setTimeout } from 'node:timers/promises'
import { AjvCompiler } from '@fastify/ajv-compiler'
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Controller = NonNullable<FastifyServerOptions['schemaController']>
type ValidatorFactory = NonNullable<NonNullable<Controller['compilersFactory']>['buildValidator']>
type SerializerFactory = NonNullable<NonNullable<Controller['compilersFactory']>['buildSerializer']>
type Validate = { (data: unknown): unknown; errors?: unknown }
type Serialize = (data: unknown) => string

/** Programs that were made of schemas, by the schema: those of two routes, or of two applications, are the same. */
const validators = new WeakMap<object, Validate>()
const serializers = new WeakMap<object, Serialize>()

/** V8 polishes a program that runs often; to do it before, too, costs a fifth of the time that making it takes. */
const unpolished = { code: { optimize: false } } as const
type AjvOptions = { readonly customOptions?: object }
const asWritten = (options: AjvOptions): never =>
  ({ ...options, customOptions: { ...options.customOptions, ...unpolished } }) as never

const validatorOf = AjvCompiler()
const serializerOf = SerializerSelector()

/**
 * Makes the programs that check requests and write answers of an application when one is first needed. To make them all
 * takes more than a second of a processor, for which neither a start nor those who come first need wait; `makeTheRest`
 * makes them later, so that no request does. It answers how many it made, fewer when `signal` ends it, and throws for a
 * schema that is none.
 */
export function compiledSchemas(): {
  readonly schemaController: Controller
  readonly makeTheRest: (afterMs: number, signal: AbortSignal) => Promise<number>
} {
  const waiting = new Set<() => unknown>()
  const lazily = <Program>(
    kept: WeakMap<object, Program>,
    schema: object,
    make: () => Program,
  ): (() => Program) => {
    const made = (): Program => {
      waiting.delete(made)
      const program = kept.get(schema) ?? make()
      kept.set(schema, program)
      return program
    }
    if (!kept.has(schema)) waiting.add(made)
    return made
  }
  return {
    schemaController: {
      compilersFactory: {
        buildValidator: ((schemas: never, options: AjvOptions) => {
          const compile = validatorOf(schemas, asWritten(options)) as (schema: object) => Validate
          return (route: { readonly schema: object }) => {
            const made = lazily(validators, route.schema, () => compile(route))
            const validate: Validate = (data) => {
              const check = made()
              const outcome = check(data)
              // Where Fastify looks for what is wrong.
              validate.errors = check.errors
              return outcome
            }
            return validate
          }
        }) as ValidatorFactory,
        buildSerializer: ((schemas) => {
          const compile = serializerOf(schemas, { ajv: unpolished }) as (route: object) => Serialize
          return (route: { readonly schema: object }): Serialize => {
            const made = lazily(serializers, route.schema, () => compile(route))
            return (data) => made()(data)
          }
        }) as SerializerFactory,
      },
    },
    async makeTheRest(afterMs, signal) {
      let count = 0
      await setTimeout(afterMs, undefined, { signal, ref: false }).catch(() => undefined)
      for (const make of waiting) {
        if (signal.aborted) break
        make()
        count += 1
        await setImmediate()
      }
      return count
    },
  }
}
