import { ZhCn } from 'media-chrome/lang/zh-CN';
import type { PlayerTexts } from '../en/player.js';

/** Chinese, in simplified characters. */
export const zh: PlayerTexts = {
  lang: 'zh',
  back: '返回全部设置',
  close: '关闭',
  captionAppearance: '字幕外观',
  audioDescription: '口述影像',
  speed: '速度',
  normal: '正常',
  original: '原声',
  resumeAt: '从 {time} 继续播放？',
  resume: '继续播放',
  startOver: '从头播放',
  nextTitle: '接下来播放:{title}',
  nextVideo: '下一个视频',
  playNow: '立即播放',
  cancel: '取消',
  shortcuts: '键盘快捷键',
  copyReport: '复制调试报告',
  keys: {
    playPause: '播放或暂停',
    seekBack: '快退 10 秒',
    seekForward: '快进 10 秒',
    volumeUp: '调高音量',
    volumeDown: '调低音量',
    mute: '静音或恢复音量',
    captions: '开启或关闭字幕',
    fullscreen: '进入或退出全屏',
    pictureInPicture: '开启或关闭画中画',
    slower: '减速',
    faster: '加速',
    shortcuts: '此列表',
  },
  controls: ZhCn,
};
