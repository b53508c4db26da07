import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { confirm } from '@/shell/confirm'
import { useToastStore } from '@/shell/toastStore'
import type { Monitor } from '@/wire/types'
import { useMonitorStore } from './monitorStore'

/** Pause, resume and delete, each with its question. */
export function useMonitorActions() {
  const { t } = useI18n()
  const router = useRouter()
  const store = useMonitorStore()
  const toasts = useToastStore()

  async function pause(monitor: Monitor): Promise<void> {
    const { yes } = await confirm({ title: t('monitor.pauseTitle', { name: monitor.name }), body: t('monitor.pauseBody'), yes: t('monitor.pause') })
    if (yes) {
      toasts.ack(await store.pause(monitor.id))
    }
  }

  async function resume(monitor: Monitor): Promise<void> {
    toasts.ack(await store.resume(monitor.id))
  }

  async function remove(monitor: Monitor): Promise<void> {
    const children = [...store.monitors.values()].filter(one => one.parent === monitor.id).length
    const { yes, option } = await confirm({
      title: t('monitor.deleteTitle', { name: monitor.name }),
      body: t('monitor.deleteBody'),
      yes: t('common.delete'),
      danger: true,
      option: children > 0 ? t('monitor.deleteChildren', { count: children }, children) : undefined,
    })
    if (yes && toasts.ack(await store.remove(monitor.id, option))) {
      await router.push('/dashboard')
    }
  }

  return { pause, resume, remove }
}
