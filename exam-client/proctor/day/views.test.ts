import { describe, expect, it } from 'vitest'
import { dayPath, isDayView, linkTo } from './views.ts'

describe('the addresses of the day’s pages', () => {
  it('knows its own views and no others', () => {
    expect(['story', 'log', 'replay', 'minutes', 'likeness'].every(isDayView)).toBe(true)
    expect(['desk', '', 'constructor', undefined].some(isDayView)).toBe(false)
  })

  it('leaves out what is not chosen and escapes what is', () => {
    expect(linkTo('s1', 'log', { room: '' })).toBe('?sitting=s1&view=log')
    expect(linkTo('s1', '', { room: 'Lab B' })).toBe('?sitting=s1&room=Lab+B')
    expect(dayPath('s/1', 'log', 'A & B')).toBe('/api/proctor/sittings/s%2F1/log?room=A+%26+B')
    expect(dayPath('s1', 'minutes.pdf')).toBe('/api/proctor/sittings/s1/minutes.pdf')
  })
})
