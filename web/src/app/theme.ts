import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The brand's blue. Shade 7 carries white text at 6.7:1. */
const post: MantineColorsTuple = ['#eef4ff', '#dbe6fe', '#bed3fe', '#92b6fd', '#6091fa', '#3a6ff4', '#2456e6', '#1d4ed8', '#1c3fa6', '#1c377f'];

export const theme = createTheme({
  primaryColor: 'post',
  primaryShade: { light: 7, dark: 7 },
  colors: { post },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Color Emoji", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, monospace',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    // A dialog's heading is no banner: the page has one.
    Modal: { defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' }, attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, attributes: { header: { role: 'presentation' } } } },
    // Its placeholder is something in a menu that is no item of it; in a portal it lies outside of every landmark.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, withinPortal: false } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close this message' } } },
    Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 600 } },
  },
});

/** Mantine's greys as shipped are below the contrast that AA asks for. */
export const contrast: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#50565e', '--mantine-color-placeholder': '#62686f', '--mantine-color-error': '#c01f1f', '--mantine-color-anchor': '#1c3fa6' },
  dark: { '--mantine-color-dimmed': '#a9b0b8', '--mantine-color-placeholder': '#959ba3', '--mantine-color-error': '#ff9a9a', '--mantine-color-anchor': '#92b6fd' },
});
