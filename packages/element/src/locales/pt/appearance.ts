import type { AppearanceTexts } from '../en/appearance.js';

/** Portuguese. */
export const pt: AppearanceTexts = {
  lang: 'pt',
  title: 'Aparência das legendas',
  usual: 'Padrão',
  preview: 'As legendas ficam assim.',
  reset: 'Repor',
  choices: {
    size: 'Tamanho',
    color: 'Cor do texto',
    background: 'Cor do fundo',
    opacity: 'Opacidade do fundo',
    edge: 'Contorno',
    font: 'Tipo de letra',
  },
  colors: {
    white: 'Branco',
    yellow: 'Amarelo',
    green: 'Verde',
    cyan: 'Ciano',
    blue: 'Azul',
    magenta: 'Fúcsia',
    red: 'Vermelho',
    black: 'Preto',
  },
  edges: {
    none: 'Nenhum',
    raised: 'Em relevo',
    depressed: 'Rebaixado',
    outline: 'Contornado',
    shadow: 'Sombra',
  },
  fonts: {
    sansSerif: 'Sem serifa',
    serif: 'Com serifa',
    monospace: 'Largura fixa',
    monospaceSerif: 'Largura fixa com serifa',
    casual: 'Descontraída',
    cursive: 'Cursiva',
    smallCaps: 'Versaletes',
  },
};
