import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, type VariantColorsResolver } from '@mantine/core';

// The library wants ten shades of a colour. Ours are single colours that differ by scheme (tokens.css), so the shades only fill
// the form; what is painted comes from the resolvers below.
const shades = (colour: string): MantineColorsTuple => [colour, colour, colour, colour, colour, colour, colour, colour, colour, colour];

const variantColors: VariantColorsResolver = ({ color, variant }) => {
  const name = color === 'red' ? 'err' : 'accent';
  switch (variant) {
    case 'filled':
      return {
        background: `var(--${name})`,
        hover: `var(--${name}-strong)`,
        color: 'var(--on-accent)',
        border: '1px solid transparent',
      };
    case 'light':
      return { background: `var(--${name}-bg)`, hover: `var(--${name}-bg)`, color: `var(--${name})`, border: '1px solid transparent' };
    case 'subtle':
    case 'transparent': {
      const text = color === 'gray' ? 'var(--muted)' : `var(--${name})`;
      return { background: 'transparent', hover: 'var(--sub)', color: text, border: '1px solid transparent' };
    }
    default:
      return {
        background: 'var(--raised)',
        hover: 'var(--sub)',
        color: name === 'err' ? 'var(--err)' : 'var(--text)',
        border: '1px solid var(--line-strong)',
      };
  }
};

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'accent',
  colors: { accent: shades('#0f6cbd'), red: shades('#b3261e') },
  variantColorResolver: variantColors,
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { variant: 'default' }, vars: () => ({ root: { '--button-height': '32px', '--button-padding-x': '12px' } }) },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, centered: true, radius: 8, overlayProps: { backgroundOpacity: 0.4 }, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, position: 'right', transitionProps: { duration: 180 } } },
    // The library makes both a <header>, which would count as a second banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Menu: { defaultProps: { shadow: 'var(--shadow)', transitionProps: { duration: 120 }, position: 'bottom-end' } },
    // The focus goes to a field also after a refused form, and a list that opens by itself would cover what is said there.
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right', openOnFocus: false, comboboxProps: { shadow: 'var(--shadow)' } } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, events: { hover: true, focus: true, touch: true } } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] } },
  },
});

const variables = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--err)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--sub)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-disabled': 'var(--sub)',
  '--mantine-color-disabled-color': 'var(--muted)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-strong)',
  '--mantine-color-accent-light': 'var(--accent-bg)',
  '--mantine-color-accent-light-hover': 'var(--accent-bg)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-color-accent-text': 'var(--accent)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables });

// nonce is what the server put into this page (frontend/handler.go); styles made at run time carry it.
export function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
}

/** The themes that can be chosen. */
export const schemes = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;
