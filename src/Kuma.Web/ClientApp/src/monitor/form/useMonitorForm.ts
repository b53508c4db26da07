import { computed, reactive, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { useNotificationStore } from '@/notification/notificationStore'
import { useProxyStore } from '@/settings/proxyStore'
import { confirm } from '@/shell/confirm'
import { useToastStore } from '@/shell/toastStore'
import { useTagStore } from '@/tag/tagStore'
import { focusInvalid } from '@/ui/focusInvalid'
import type { MonitorDraft, MonitorTag } from '@/wire/types'
import { useGameStore } from '../gameStore'
import { useMonitorStore } from '../monitorStore'
import { monitorType } from '../types'
import { cloneDraft, newDraft, newPushToken, problemsOf, startOf, toWire } from './draft'
import type { FieldDef } from './fields'

export interface DraftTag {
  id: number | null
  name: string
  color: string
  value: string
}

export const commonFields: FieldDef[] = [
  { key: 'interval', kind: 'number', required: true, min: 1, max: 2_073_600, step: 1 },
  { key: 'maxretries', kind: 'number', min: 0, step: 1, help: true },
  { key: 'retryInterval', kind: 'number', min: 1, step: 1, shown: draft => Number(draft['maxretries']) > 0 },
  { key: 'resendInterval', kind: 'number', min: 0, step: 1, help: true },
]

export type FormMode = 'add' | 'edit' | 'clone'
const shortInterval = 20

/** The state and the saving of the monitor form. */
export function useMonitorForm(mode: () => FormMode, id: () => number | undefined) {
  const { t } = useI18n()
  const router = useRouter()
  const route = useRoute()
  const store = useMonitorStore()
  const tagStore = useTagStore()
  const toasts = useToastStore()
  const notifications = useNotificationStore()
  const proxies = useProxyStore()
  const games = useGameStore()

  const draft = reactive<MonitorDraft>({})
  const tags = ref<DraftTag[]>([])
  const startTags = ref<DraftTag[]>([])
  const ready = ref(false)
  const saving = ref(false)
  const tried = ref(false)
  const type = computed(() => monitorType(String(draft['type'])))
  const problems = computed(() => tried.value ? problemsOf(type.value, draft, commonFields) : new Map())

  /** What new monitors use unless told otherwise. */
  const defaults = computed<MonitorDraft>(() => ({
    notificationIDList: Object.fromEntries(notifications.notifications.filter(one => one.isDefault).map(one => [one.id, true])),
    proxyId: proxies.proxies.find(one => one.default)?.id ?? null,
  }))

  function fill(values: MonitorDraft): void {
    for (const key of Object.keys(draft)) {
      Reflect.deleteProperty(draft, key)
    }

    Object.assign(draft, values)
  }

  async function load(): Promise<void> {
    ready.value = false
    tried.value = false
    tags.value = []
    startTags.value = []
    const source = id()
    if (mode() === 'add' || source === undefined) {
      const parent = Number(route.query['parent'])
      fill({ ...newDraft(), ...defaults.value, ...store.monitors.has(parent) && { parent } })
    } else {
      const ack = await store.load(source)
      if (!ack.ok || !ack.monitor) {
        toasts.ack(ack)
        return
      }

      const found = (ack.monitor['tags'] as MonitorTag[]).map(tag => ({ id: tag.tag_id, name: tag.name, color: tag.color, value: tag.value ?? '' }))
      tags.value = found
      if (mode() === 'edit') {
        startTags.value = found
        fill(ack.monitor)
      } else {
        fill(cloneDraft(ack.monitor, t('form.cloneOf', { name: ack.monitor['name'] })))
      }
    }

    ready.value = true
  }

  /** Applies the changes of tags one after the other; the first refusal ends it. */
  async function saveTags(monitorId: number): Promise<boolean> {
    const same = (a: DraftTag, b: DraftTag): boolean => a.id !== null && a.id === b.id && a.value === b.value
    for (const tag of tags.value.filter(one => !startTags.value.some(old => same(old, one)))) {
      let tagId = tag.id
      if (tagId === null) {
        const added = await tagStore.add(tag.name, tag.color)
        if (!toasts.refusal(added) || !added.tag) {
          return false
        }

        tagId = added.tag.id
      }

      if (!toasts.refusal(await store.addTag(tagId, monitorId, tag.value))) {
        return false
      }
    }

    for (const old of startTags.value.filter(one => !tags.value.some(tag => same(tag, one)))) {
      if (old.id !== null && !toasts.refusal(await store.removeTag(old.id, monitorId, old.value))) {
        return false
      }
    }

    return true
  }

  async function agreesToShortInterval(): Promise<boolean> {
    const before = store.monitors.get(id() ?? 0)?.interval
    if (Number(draft['interval']) >= shortInterval || (mode() === 'edit' && before === Number(draft['interval']))) {
      return true
    }

    const { yes } = await confirm({ title: t('form.shortTitle'), body: t('form.shortBody'), yes: t('form.shortYes'), danger: true })
    return yes
  }

  async function save(): Promise<void> {
    tried.value = true
    if (problems.value.size > 0) {
      toasts.info(t('form.problems', { count: problems.value.size }, problems.value.size))
      await focusInvalid()
      return
    }

    if (!await agreesToShortInterval()) {
      return
    }

    saving.value = true
    await (mode() === 'edit' ? saveEdited() : saveNew())
    saving.value = false
  }

  async function saveNew(): Promise<void> {
    const ack = await store.add(toWire(draft, type.value, commonFields, t('form.unnamed')))
    if (toasts.ack(ack) && ack.monitorID) {
      await saveTags(ack.monitorID)
      await router.push(`/dashboard/${ack.monitorID}`)
    }
  }

  async function saveEdited(): Promise<void> {
    if (!await saveTags(Number(draft['id']))) {
      return
    }

    const sent = toWire(draft, type.value, commonFields, t('form.unnamed'))
    if (toasts.ack(await store.edit(sent))) {
      await router.push(`/dashboard/${String(draft['id'])}`)
    }
  }

  // After a reload the form can be there before the lists are; what nobody has touched follows them.
  watch(defaults, (next, before) => {
    for (const key of Object.keys(next)) {
      if (mode() === 'add' && ready.value && JSON.stringify(draft[key]) === JSON.stringify(before[key])) {
        draft[key] = next[key]
      }
    }
  })

  watch(() => draft['interval'], (next, before) => {
    if (ready.value && draft['retryInterval'] === before) {
      draft['retryInterval'] = next
    }
  })

  watch(() => draft['game'], (next, before) => {
    const port = games.portOf(String(next ?? ''))
    if (ready.value && before !== undefined && port !== undefined) {
      draft['port'] = port
    }
  })

  function choose(next: string): void {
    Object.assign(draft, startOf(monitorType(next), draft))
    if (next === 'push' && !draft['pushToken']) {
      draft['pushToken'] = newPushToken()
    }
  }

  watch([mode, id], load, { immediate: true })

  return { draft, tags, ready, saving, type, problems, save, choose }
}
