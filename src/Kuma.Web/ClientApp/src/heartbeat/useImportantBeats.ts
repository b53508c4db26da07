import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import type { ImportantBeat } from '@/wire/types'
import { useBeatStore } from './beatStore'

const pageSize = 25

/** One page of important beats, of one monitor or of all, kept live while page one is shown. */
export function useImportantBeats(monitorId: Ref<number | null>) {
  const store = useBeatStore()
  const page = ref(1)
  const count = ref(0)
  const beats = shallowRef<ImportantBeat[]>([])
  const loading = ref(true)
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    loading.value = true
    const [total, list] = await Promise.all([
      store.countImportant(monitorId.value),
      store.importantPage(monitorId.value, (page.value - 1) * pageSize, pageSize),
    ])
    if (mine === turn) {
      count.value = total
      beats.value = list
      loading.value = false
    }
  }

  onBeforeUnmount(store.onImportant((beat) => {
    const id = Number(beat.monitorID)
    if (monitorId.value === null || monitorId.value === id) {
      count.value++
      if (page.value === 1) {
        const live = { monitorID: id, status: beat.status, time: beat.time, msg: beat.msg ?? '', ping: beat.ping ?? null }
        beats.value = [live, ...beats.value].slice(0, pageSize)
      }
    }
  }))
  watch(monitorId, () => {
    page.value = 1
    beats.value = []
  })
  watch([monitorId, page], load, { immediate: true })

  return { page, count, beats, loading, pageSize, load }
}
