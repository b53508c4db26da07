import { computed, reactive, ref, watch } from 'vue'
import { useMonitorStore } from './monitorStore'
import type { Ack } from '@/wire/types'

/** How a change of several monitors went. */
export interface BulkOutcome {
  done: number
  failed: number
  /** The first refusal, to show why. */
  refusal: Ack | null
}

/** Several monitors, chosen in the list, and what can be done with all of them. */
export function useMonitorSelection() {
  const store = useMonitorStore()
  const selecting = ref(false)
  const ids = reactive(new Set<number>())
  const busy = ref(false)

  function start(): void {
    selecting.value = true
  }

  function end(): void {
    selecting.value = false
    ids.clear()
  }

  function toggle(id: number): void {
    if (!ids.delete(id)) {
      ids.add(id)
    }
  }

  /** Chooses all of these, or none when all are chosen already. */
  function toggleAll(all: number[]): void {
    const none = all.every(id => ids.has(id))
    for (const id of all) {
      if (none) {
        ids.delete(id)
      } else {
        ids.add(id)
      }
    }
  }

  /** A group that goes takes nothing with it, so its children are changed only when they are chosen too. */
  async function each(change: (id: number) => Promise<Ack>): Promise<BulkOutcome> {
    busy.value = true
    const outcome: BulkOutcome = { done: 0, failed: 0, refusal: null }
    for (const id of [...ids]) {
      const ack = await change(id)
      outcome.done += ack.ok ? 1 : 0
      outcome.failed += ack.ok ? 0 : 1
      outcome.refusal ??= ack.ok ? null : ack
    }

    busy.value = false
    return outcome
  }

  watch(() => store.monitors.size, () => {
    for (const id of [...ids].filter(one => !store.monitors.has(one))) {
      ids.delete(id)
    }
  })

  return {
    selecting, ids, busy, start, end, toggle, toggleAll,
    count: computed(() => ids.size),
    pause: () => each(id => store.pause(id)),
    resume: () => each(id => store.resume(id)),
    remove: () => each(id => store.remove(id, false)),
    tag: (tag: number, value: string) => each(id => store.addTag(tag, id, value)),
  }
}

export type MonitorSelection = ReturnType<typeof useMonitorSelection>
