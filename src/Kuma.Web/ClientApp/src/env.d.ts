/// <reference types="vite/client" />

declare module 'cronstrue/locales/de'
