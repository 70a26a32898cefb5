/** As a `ref` of what takes the place of what was just used: who works by keyboard goes on from there. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });
