#!/usr/bin/env bash
# Makes the demo video in ./demo. Run it only to change the video; it needs ffmpeg 7 with libx264 and DejaVu Sans.
#
#   96 s at 24 frames per second, three video renditions (144, 240, 360 lines), audio and a dub, two captions.
#   Each track is ONE fragmented MP4 (CMAF): fragments of 0.5 s (audio 0.8 s), a key frame every 2 s, no B-frames, times from 0,
#   so that segments, low-latency parts and a live loop are all byte ranges of the same file.
#   The video changes its color continuously, shows time and frame number in large letters, and carries the frame number in a
#   strip along the bottom edge: 12 blocks, most significant bit on the left, white is 1. Read the middle of each block.
#   The audio plays another note every 4 s, and the dub one octave higher. 32 kHz, because 4 s are then 125 whole AAC frames.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p demo

seconds=96
font=/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf
width=640 height=360 strip=32

blocks=""
for bit in 11 10 9 8 7 6 5 4 3 2 1 0; do
  left="$(((11 - bit) * width / 12))"
  right="$(((12 - bit) * width / 12))"
  blocks+=",drawbox=x=$left:y=$((height - strip)):w=$((right - left)):h=$strip:color=white:t=fill:enable='mod(floor(n/$((1 << bit))),2)'"
done

picture="gradients=s=${width}x${height}:r=24:d=${seconds}:c0=0x16324f:c1=0x2a9d8f:c2=0xe9c46a:c3=0xe76f51:n=4:seed=7:speed=0.004:type=linear"
picture+=",hue=h='360*t/${seconds}':s=0.9"
picture+=",drawtext=fontfile=$font:text='●':fontsize=120:fontcolor=white@0.35:x='(w-tw)/2+(w/2-70)*sin(t*PI/4)':y='130+60*cos(t*PI/2)-th/2'"
picture+=",drawtext=fontfile=$font:text='%{pts\\:gmtime\\:0\\:%M\\\\\\:%S}':fontsize=104:fontcolor=white:borderw=3:bordercolor=black@0.4:x=(w-tw)/2:y=96"
picture+=",drawtext=fontfile=$font:text='frame %{eif\\:n\\:d\\:4}':fontsize=40:fontcolor=white:borderw=2:bordercolor=black@0.4:x=(w-tw)/2:y=216"
picture+=",drawbox=x=0:y=$((height - strip)):w=$width:h=$strip:color=black:t=fill${blocks},format=yuv420p"
ffmpeg -v error -y -f lavfi -i "$picture" -c:v libx264 -preset ultrafast -qp 0 "$work/picture.mkv"

fragmented=(-use_editlist 0 -movflags +empty_moov+default_base_moof+cmaf -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -map_metadata -1)
for rendition in 144:256:60k 240:426:110k 360:640:190k; do
  IFS=: read -r lines columns rate <<<"$rendition"
  ffmpeg -v error -y -i "$work/picture.mkv" -an -vf "scale=$columns:$lines:flags=area" -c:v libx264 -profile:v main -preset veryslow \
    -crf 28 -maxrate "$rate" -bufsize "$rate" -bf 0 -g 48 -keyint_min 48 -sc_threshold 0 -x264-params open_gop=0 \
    -video_track_timescale 24000 -frag_duration 500000 "${fragmented[@]}" "demo/video-$lines.mp4"
done

# The encoder puts one frame (1,024 samples, 32 ms) before the sound, so the source runs 32 ms ahead and ends one frame early.
note="220*pow(2\,mod(5*floor((t+0.032)/4)\,12)/12)"
edge="min(1\,25*mod(t+0.032\,4))*min(1\,25*(4-mod(t+0.032\,4)))"
for sound in 48:1 24:2; do
  IFS=: read -r rate octave <<<"$sound"
  ffmpeg -v error -y -f lavfi -i "aevalsrc='0.18*$edge*(sin(2*PI*$octave*$note*t)+0.3*sin(4*PI*$octave*$note*t))':s=32000:d=95.968" \
    -c:a aac -b:a "${rate}k" -ac 1 -frag_duration 800000 "${fragmented[@]}" "demo/audio-$rate.mp4"
done

ffmpeg -v error -y -i demo/video-240.mp4 -i demo/audio-48.mp4 -map 0:v -map 1:a -c copy -movflags +faststart -fflags +bitexact \
  -map_metadata -1 demo/download.mp4

# One still every second, one JPEG behind the other.
ffmpeg -v error -y -i "$work/picture.mkv" -vf "select='not(mod(n,24))',scale=320:180:flags=area" -fps_mode passthrough -c:v mjpeg -q:v 7 \
  -fflags +bitexact -f image2pipe demo/stills.mjpeg

captions() {
  printf 'WEBVTT\n'
  for second in $(seq 0 4 92); do
    printf '\n00:%02d:%02d.000 --> 00:%02d:%02d.900\n' $((second / 60)) $((second % 60)) $(((second + 3) / 60)) $(((second + 3) % 60))
    printf "$1\n" "$((second / 4 + 1))" "$second"
  done
}
captions 'Note %d of 24, from second %d on.' >demo/captions-en.vtt
captions 'Ton %d von 24, ab Sekunde %d.' >demo/captions-de.vtt

du -bc demo/* | tail -n 20
