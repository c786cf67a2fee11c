import type { AppearanceTexts } from '../en/appearance.js';

/** Spanish. */
export const es: AppearanceTexts = {
  lang: 'es',
  title: 'Aspecto de los subtítulos',
  usual: 'Predeterminado',
  preview: 'Así se ven los subtítulos.',
  reset: 'Restablecer',
  choices: {
    size: 'Tamaño',
    color: 'Color del texto',
    background: 'Color de fondo',
    opacity: 'Opacidad del fondo',
    edge: 'Borde',
    font: 'Fuente',
  },
  colors: {
    white: 'Blanco',
    yellow: 'Amarillo',
    green: 'Verde',
    cyan: 'Cian',
    blue: 'Azul',
    magenta: 'Fucsia',
    red: 'Rojo',
    black: 'Negro',
  },
  edges: {
    none: 'Ninguno',
    raised: 'Elevado',
    depressed: 'Hundido',
    outline: 'Contorno',
    shadow: 'Sombra',
  },
  fonts: {
    sansSerif: 'Sin serifas',
    serif: 'Con serifas',
    monospace: 'Monoespaciada',
    monospaceSerif: 'Monoespaciada con serifas',
    casual: 'Informal',
    cursive: 'Manuscrita',
    smallCaps: 'Versalitas',
  },
};
