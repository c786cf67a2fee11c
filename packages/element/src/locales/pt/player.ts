import { Pt } from 'media-chrome/lang/pt';
import type { AppearanceTexts } from '../en/appearance.js';
import type { PlayerTexts } from '../en/player.js';
import type { TranscriptTexts } from '../en/transcript.js';

/** Portuguese, with the words of Brazil. */
export const player: PlayerTexts = {
  lang: 'pt',
  back: 'Voltar a todas as configurações',
  close: 'Fechar',
  captionAppearance: 'Aparência das legendas',
  audioDescription: 'Audiodescrição',
  speed: 'Velocidade',
  normal: 'Normal',
  original: 'Original',
  resumeAt: 'Continuar em {time}?',
  resume: 'Continuar',
  startOver: 'Começar de novo',
  nextTitle: 'A seguir: {title}',
  nextVideo: 'Próximo vídeo',
  playNow: 'Reproduzir agora',
  cancel: 'Cancelar',
  shortcuts: 'Atalhos de teclado',
  copyReport: 'Copiar relatório de depuração',
  keys: {
    playPause: 'Reproduzir ou pausar',
    seekBack: 'Voltar 10 segundos',
    seekForward: 'Avançar 10 segundos',
    volumeUp: 'Aumentar o volume',
    volumeDown: 'Diminuir o volume',
    mute: 'Silenciar ou ativar o som',
    captions: 'Ativar ou desativar as legendas',
    fullscreen: 'Entrar ou sair do modo de tela cheia',
    pictureInPicture: 'Entrar ou sair do modo PiP',
    slower: 'Mais lento',
    faster: 'Mais rápido',
    shortcuts: 'Esta lista',
  },
  controls: Pt,
};

export const appearance: AppearanceTexts = {
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

export const transcript: TranscriptTexts = {
  lang: 'pt',
  dir: 'ltr',
  transcript: 'Transcrição',
  search: 'Pesquisar na transcrição',
  match: 'Resultado {index} de {count}',
  noMatch: 'Nenhum resultado',
  follow: 'Voltar à posição atual',
  download: 'Baixar',
  loading: 'A transcrição é carregada com o vídeo.',
  noPlayer: 'Ainda não há nenhum vídeo aqui.',
  noTranscript: 'Este vídeo não tem transcrição.',
};
