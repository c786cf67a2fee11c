import { Pt } from 'media-chrome/lang/pt';
import type { PlayerTexts } from '../en/player.js';

/** Portuguese, with the words of Brazil. */
export const pt: PlayerTexts = {
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
