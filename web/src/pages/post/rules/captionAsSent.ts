/** The caption with its hashtags below, as the network gets it: those that stand in the text are not said twice. */
export function captionAsSent(caption: string, hashtags: readonly string[]): { text: string; tags: string[] } {
  const text = caption.trim();
  const inText = new Set((text.match(/#[\p{L}\p{N}_]+/gu) ?? []).map(tag => tag.toLowerCase()));
  return { text, tags: hashtags.map(tag => `#${tag}`).filter(tag => !inText.has(tag.toLowerCase())) };
}
