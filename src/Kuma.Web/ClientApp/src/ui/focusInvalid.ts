import { nextTick } from 'vue'

/** Leads to the first field that is marked as wrong, once it is drawn. */
export async function focusInvalid(form: ParentNode | null | undefined = document): Promise<void> {
  await nextTick()
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
