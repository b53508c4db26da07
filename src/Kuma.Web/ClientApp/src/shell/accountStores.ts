import { useMaintenanceStore } from '@/maintenance/maintenanceStore'
import { useNotificationStore } from '@/notification/notificationStore'
import { useApiKeyStore } from '@/settings/apiKeyStore'
import { useDockerHostStore } from '@/settings/dockerHostStore'
import { useProxyStore } from '@/settings/proxyStore'
import { useRemoteBrowserStore } from '@/settings/remoteBrowserStore'
import { useStatusPageStore } from '@/status-page/statusPageStore'

/** Makes the stores that are filled by the pushes after a login, so that they listen before these come. */
export function useAccountStores(): void {
  useNotificationStore()
  useProxyStore()
  useDockerHostStore()
  useRemoteBrowserStore()
  useApiKeyStore()
  useMaintenanceStore()
  useStatusPageStore()
}
