import { expect, it } from 'vitest'
import { placeOf } from './proposal-place.ts'

it.each([
  ['publish', 'skd:q3Zr8mYtQ0u5hXw1bV7nKg', '?screen=publications&stage=skd&vacancy=q3Zr8mYtQ0u5hXw1bV7nKg'],
  ['publish', 'skd:0123456789abcdef0123456789abcdef', '?screen=results'],
  ['publish', 'integration:*', '?screen=publications&stage=integration'],
  ['tie', 'final:0123456789abcdef0123456789abcdef', '?screen=publications&stage=final'],
  ['tie', 'skd:0123456789abcdef0123456789abcdef', '?screen=results'],
  ['key-change', 'x', '?screen=rescoring&tab=history'],
  ['objection', 'o1', '?screen=objections&case=o1'],
  ['withdraw', 'p 1', '/board/?publication=p%201'],
  ['add-time', 's1/c1', '/proctor/?sitting=s1'],
  ['reopen', 's1/c2', '/proctor/?sitting=s1'],
  ['period', 'p1', '?screen=periods&period=p1'],
  ['vacancies', 'p1:0123456789abcdef0123456789abcdef', '?screen=vacancies&period=p1'],
  ['vacancy-change', 'p1:v1', '?screen=vacancies&period=p1&vacancy=v1'],
  ['objection', 'o 1', '?screen=objections&case=o%201'],
] as const)('%s of %s is seen at %s', (kind, subject, place) => expect(placeOf({ kind, subject })).toBe(place))
