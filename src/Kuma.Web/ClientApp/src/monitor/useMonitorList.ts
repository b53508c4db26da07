import { computed, reactive, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { storage } from '@/shell/storage'
import { useMonitorStore } from './monitorStore'
import { standings as allStandings, type Standing } from './status'
import { buildRows, isFiltering } from './tree'

const storageKey = 'monitorCollapsed'

function storedFolds(): Record<string, boolean> {
  try {
    return JSON.parse(storage.get(storageKey) ?? '{}') as Record<string, boolean>
  } catch {
    return {}
  }
}

/** What the list shows: search, filters and folds over the tree of monitors. */
export function useMonitorList() {
  const store = useMonitorStore()
  const route = useRoute()
  const router = useRouter()
  const text = ref('')
  const standings = reactive(new Set<Standing>())
  const active = ref<boolean | null>(null)
  const tags = reactive(new Set<number>())
  const collapsed = ref(storedFolds())

  const filter = computed(() => ({
    text: text.value, standings: new Set(standings), active: active.value, tags: new Set(tags),
  }))
  const currentId = computed(() => Number(route.params['id'] ?? 0))
  const isOpen = (id: number): boolean => collapsed.value[`monitor_${id}`] === false
  const rows = computed(() => buildRows(store.monitors.values(), store.standing, filter.value, isOpen))
  const filtering = computed(() => isFiltering(filter.value))
  const groupIds = computed(() => [...new Set([...store.monitors.values()].flatMap(one => one.parent === null ? [] : [one.parent]))])
  const anyOpen = computed(() => groupIds.value.some(isOpen))

  function fold(id: number, closed: boolean): void {
    foldAll([id], closed)
  }

  function foldAll(ids: number[], closed: boolean): void {
    collapsed.value = { ...collapsed.value, ...Object.fromEntries(ids.map(id => [`monitor_${id}`, closed])) }
    storage.set(storageKey, JSON.stringify(collapsed.value))
  }

  function toggle<T>(set: Set<T>, value: T): void {
    if (!set.delete(value)) {
      set.add(value)
    }
  }

  function reset(): void {
    text.value = ''
    standings.clear()
    active.value = null
    tags.clear()
  }

  // The tiles of the dashboard ask for one status; asking again after a reset works too.
  watch(() => route.query['status'], (asked) => {
    const standing = allStandings.find(one => one === asked)
    if (standing) {
      reset()
      standings.add(standing)
      void router.replace({ query: {} })
    }
  }, { immediate: true })

  watch([currentId, () => store.received], () => {
    const ancestors: number[] = []
    let parent = store.monitors.get(currentId.value)?.parent ?? null
    while (parent !== null && !ancestors.includes(parent)) {
      ancestors.push(parent)
      parent = store.monitors.get(parent)?.parent ?? null
    }

    const closed = ancestors.filter(id => !isOpen(id))
    if (closed.length > 0) {
      foldAll(closed, false)
    }
  }, { immediate: true })

  return { text, standings, active, tags, rows, filtering, currentId, groupIds, anyOpen, fold, foldAll, toggle, reset }
}
