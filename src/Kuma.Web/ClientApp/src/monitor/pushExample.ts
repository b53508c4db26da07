/** The address that the server's examples have in the place of the monitor's own. */
const placeholder = 'https://example.com/api/push/key?status=up&msg=OK&ping='

/** The languages of `getPushExample`. */
export const pushLanguages = {
  'bash-curl': 'Bash (curl)', 'csharp': 'C#', 'docker': 'Docker', 'go': 'Go', 'java': 'Java', 'javascript-fetch': 'JavaScript (fetch)', 'php': 'PHP',
  'powershell': 'PowerShell', 'python': 'Python', 'typescript-fetch': 'TypeScript (fetch)',
} as const

export type PushLanguage = keyof typeof pushLanguages

/** Puts the monitor's address and its interval in seconds into an example: the first `60` is the interval. */
export function fillPushExample(code: string, url: string, interval: number): string {
  return code.replace('60', () => String(interval)).replaceAll(placeholder, () => url)
}
