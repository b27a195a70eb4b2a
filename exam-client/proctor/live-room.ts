import { useCallback, useEffect, useRef, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { ProctorToServer, RoomChange, RoomView, ServerToProctor } from '../../server/protocol/proctor.ts'
import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import { ask, Unreachable } from '../shared/ask.ts'
import { type Clock, heardClock } from './clock.tsx'
import { caughtUp, changedRoom, type Room, wholeRoom } from './room.ts'

/** How the console hears of the room: live by socket, fetching what it missed, by asking every 5 s, or not at all. */
export type Link = 'live' | 'catching-up' | 'polling' | 'lost'
export interface LiveRoom {
  room: Room | null
  clock: Clock
  link: Link
  refused: Refusal | null
}

const POLL_MS = 5000
/** Every half minute it asks what it missed though nothing seems missing: a socket can look open and be dead. */
const WATCH_ROUNDS = 6
/** Every five minutes the whole, for what no change carries: the plan of a room, the policy, a new starting time. */
const WHOLE_ROUNDS = 60

/**
 * Follows one sitting. A socket gives the whole and then the changes; a console that was away, or that missed a
 * version, asks for what came since and takes the whole where the server does not know that any more. While the socket
 * is down the whole comes by HTTP every five seconds, so a proctor is never blind for longer.
 */
export function useLiveRoom(sitting: string): LiveRoom & { refresh: () => void } {
  const [clock] = useState(() => heardClock())
  const [live, setLive] = useState<Omit<LiveRoom, 'clock'>>({ room: null, link: 'polling', refused: null })
  const fetchNews = useRef(() => {})
  useEffect(() => {
    let room: Room | null = null
    let over = false
    let asking = false
    /** The socket is open and nobody answers on it. */
    let deaf = false
    /** The newest version heard of while it could not be taken. */
    let newest = 0
    const show = (next: Room, link: Link) => {
      room = next
      clock.take(next.view.examNow, next.view.wallNow)
      setLive({ room, link, refused: null })
    }
    const take = (view: RoomView | Refusal, link: Link) => {
      if (over) return
      if (isRefusal(view)) return setLive((now) => ({ ...now, refused: view }))
      show(wholeRoom(view, room), link)
    }
    const socket: Socket<ServerToProctor, ProctorToServer> = io('/proctor', {
      transports: ['websocket'],
      reconnectionDelayMax: POLL_MS,
    })
    const watch = (how: { whole?: boolean; quiet?: boolean } = {}) => {
      if (asking) return
      asking = true
      newest = 0
      if (room && !how.quiet) setLive((now) => ({ ...now, link: 'catching-up' }))
      const since = how.whole || !room ? {} : { since: room.view.version }
      socket.timeout(POLL_MS).emit('watch', { sitting, ...since }, (error, reply) => {
        asking = false
        deaf = error !== null
        if (over) return
        if (deaf) return setLive((now) => ({ ...now, link: 'polling' }))
        if ('changes' in reply) {
          const next = room ? caughtUp(room, reply.changes) : 'gap'
          if (next === 'gap') return watch({ whole: true })
          show(next, 'live')
        } else take(reply, 'live')
        // A change that came while the reply was on its way was not taken.
        if (room && newest > room.view.version) watch()
      })
    }
    const poll = async () => {
      try {
        const view = await ask<RoomView>('GET', `/api/proctor/sittings/${encodeURIComponent(sitting)}`)
        if (!isRefusal(view) && socket.connected && !deaf && room && room.view.version >= view.version) return
        take(view, socket.connected && !deaf ? 'live' : 'polling')
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error
        if (!over && (!socket.connected || deaf)) setLive((now) => ({ ...now, link: 'lost' }))
      }
    }
    fetchNews.current = () => {
      if (socket.connected && !deaf) watch({ quiet: true })
      else void poll()
    }
    socket.on('connect', () => {
      asking = false
      watch()
    })
    socket.on('disconnect', () => {
      asking = false
      setLive((now) => ({ ...now, link: 'polling' }))
    })
    socket.on('change', (change: RoomChange) => {
      if (!room) return
      const next = changedRoom(room, change)
      if (next === 'gap') {
        newest = Math.max(newest, change.version)
        return watch()
      }
      if (next !== room) show(next, asking ? 'catching-up' : 'live')
    })
    void poll()
    let rounds = 0
    const timer = setInterval(() => {
      rounds += 1
      if (!socket.connected || deaf || !room) void poll()
      if (!socket.connected || !room) return
      if (rounds % WHOLE_ROUNDS === 0) watch({ whole: true, quiet: true })
      else if (deaf || rounds % WATCH_ROUNDS === 0) watch({ quiet: true })
    }, POLL_MS)
    return () => {
      over = true
      clearInterval(timer)
      socket.close()
    }
  }, [sitting, clock])
  return { ...live, clock, refresh: useCallback(() => fetchNews.current(), []) }
}
