import { shallowRef } from 'vue'

export interface ConfirmOptions {
  title: string
  body?: string
  yes: string
  danger?: boolean
  /** Text of a check box whose state comes with the answer. */
  option?: string
}

export interface ConfirmAnswer {
  yes: boolean
  option: boolean
}

interface OpenQuestion extends ConfirmOptions {
  answer: (value: ConfirmAnswer) => void
}

/** The question on screen, drawn once by the frame. */
export const openQuestion = shallowRef<OpenQuestion | null>(null)

/** Asks before something that cannot be taken back. */
export function confirm(options: ConfirmOptions): Promise<ConfirmAnswer> {
  return new Promise((resolve) => {
    openQuestion.value = {
      ...options,
      answer(value) {
        openQuestion.value = null
        resolve(value)
      },
    }
  })
}
