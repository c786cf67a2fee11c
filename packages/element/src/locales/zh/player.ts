import { ZhCn } from 'media-chrome/lang/zh-CN';
import type { AppearanceTexts } from '../en/appearance.js';
import type { PlayerTexts } from '../en/player.js';
import type { TranscriptTexts } from '../en/transcript.js';

/** Chinese, in simplified characters. */
export const player: PlayerTexts = {
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

export const appearance: AppearanceTexts = {
  lang: 'zh',
  title: '字幕外观',
  usual: '默认',
  preview: '字幕将如此显示。',
  reset: '重置',
  choices: {
    size: '大小',
    color: '文字颜色',
    background: '背景颜色',
    opacity: '背景不透明度',
    edge: '边缘',
    font: '字体',
  },
  colors: {
    white: '白色',
    yellow: '黄色',
    green: '绿色',
    cyan: '青色',
    blue: '蓝色',
    magenta: '品红色',
    red: '红色',
    black: '黑色',
  },
  edges: {
    none: '无',
    raised: '凸起',
    depressed: '凹陷',
    outline: '描边',
    shadow: '阴影',
  },
  fonts: {
    sansSerif: '无衬线体',
    serif: '衬线体',
    monospace: '等宽字体',
    monospaceSerif: '等宽衬线体',
    casual: '休闲体',
    cursive: '手写体',
    smallCaps: '小型大写字母',
  },
};

export const transcript: TranscriptTexts = {
  lang: 'zh',
  dir: 'ltr',
  transcript: '文字稿',
  search: '搜索文字稿',
  match: '第 {index} 个结果，共 {count} 个',
  noMatch: '没有结果',
  follow: '回到当前位置',
  download: '下载',
  loading: '文字稿随视频一起加载。',
  noPlayer: '这里还没有视频。',
  noTranscript: '此视频没有文字稿。',
};
