import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'

interface Game {
  keys: string[]
  pretty: string
  options: { port?: number }
}

/** The games whose servers can be asked; fetched when a form first needs them. */
export const useGameStore = defineStore('games', () => {
  const games = shallowRef<Game[]>([])

  async function load(): Promise<void> {
    if (games.value.length === 0) {
      games.value = (await connection.call<{ gameList: Game[] }>('getGameList')).gameList ?? []
    }
  }

  return { games, load, portOf: (id: string) => games.value.find(game => game.keys.includes(id))?.options.port }
})
