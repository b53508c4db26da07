import { createRouter, createWebHistory } from 'vue-router'
import DashboardHome from '@/monitor/DashboardHome.vue'
import MonitorDetails from '@/monitor/MonitorDetails.vue'
import MonitorPane from '@/monitor/MonitorPane.vue'
import SetupView from '@/session/SetupView.vue'

const monitors = { area: 'monitors' }
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
    { path: '/:rest(.*)*', component: () => import('@/shell/NotFound.vue'), meta: { frame: false } },
  ],
})
