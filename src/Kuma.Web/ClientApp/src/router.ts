import { createRouter, createWebHistory } from 'vue-router'
import DashboardHome from '@/monitor/DashboardHome.vue'
import MonitorDetails from '@/monitor/MonitorDetails.vue'
import MonitorPane from '@/monitor/MonitorPane.vue'
import SetupView from '@/session/SetupView.vue'

const monitors = { area: 'monitors' }
const pages = { area: 'status-pages' }
const maintenance = { area: 'maintenance' }
const form = () => import('@/monitor/form/MonitorForm.vue')

export const router = createRouter({
  history: createWebHistory('/'),
  routes: [
    { path: '/', redirect: '/dashboard' },
    { path: '/setup', component: SetupView, meta: { frame: false } },
    { path: '/dashboard', component: DashboardHome, meta: monitors },
    { path: '/dashboard/:id(\\d+)', component: MonitorDetails, meta: monitors, props: route => ({ id: Number(route.params['id']) }) },
    { path: '/list', component: MonitorPane, meta: monitors },
    { path: '/add', component: form, meta: monitors, props: { mode: 'add' } },
    { path: '/edit/:id(\\d+)', component: form, meta: monitors, props: route => ({ mode: 'edit', id: Number(route.params['id']) }) },
    { path: '/clone/:id(\\d+)', component: form, meta: monitors, props: route => ({ mode: 'clone', id: Number(route.params['id']) }) },
    { path: '/manage-status-page', component: () => import('@/status-page/StatusPageList.vue'), meta: pages },
    { path: '/add-status-page', component: () => import('@/status-page/StatusPageAdd.vue'), meta: pages },
    {
      path: '/manage-status-page/:slug',
      component: () => import('@/status-page/StatusPageEditor.vue'),
      meta: pages,
      props: true,
    },
    { path: '/maintenance', component: () => import('@/maintenance/MaintenanceList.vue'), meta: maintenance },
    { path: '/add-maintenance', component: () => import('@/maintenance/MaintenanceForm.vue'), meta: maintenance, props: { mode: 'add' } },
    {
      path: '/maintenance/:mode(edit|clone)/:id(\\d+)',
      component: () => import('@/maintenance/MaintenanceForm.vue'),
      meta: maintenance,
      props: route => ({ mode: route.params['mode'], id: Number(route.params['id']) }),
    },
    {
      path: '/settings/:page?',
      component: () => import('@/settings/SettingsView.vue'),
      meta: { area: 'settings' },
      props: true,
    },
    { path: '/:rest(.*)*', component: () => import('@/shell/NotFound.vue'), meta: { frame: false } },
  ],
})
