#!/usr/bin/env bash
# Makes the streams and the truth the tests compare with.
#
#   FFMPEG=... FFPROBE=... ./generate.sh OUT_DIR
#
# Each kind is encoded twice with the same settings: as a raw byte stream (NAME.h265) and straight
# into MP4, where the encoder hands its own times and key flags to the container. NAME.csv lists
# those packets: presentation time, decode time (both in frame durations) and the key flag; its
# first line has the size and the frame rate. NAME.hvcc is the decoder configuration.
# The script fails if the two encodings differ in a coded slice.
set -euo pipefail
ff=${FFMPEG:-ffmpeg} probe=${FFPROBE:-ffprobe}
out=${1:?folder}
mkdir -p "$out"
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT

# kind NAME SIZE RATE FRAMES PIXEL_FORMAT X265_PARAMETERS [FILTER]
kind() {
  local name=$1 size=$2 rate=$3 frames=$4 pixels=$5 parameters=$6 filter=${7:-null}
  encode() {
    nice "$ff" -hide_banner -v error -y -f lavfi -i "testsrc2=s=$size:r=$rate" -vf "$filter" \
      -frames:v "$frames" -c:v libx265 -preset veryfast -pix_fmt "$pixels" \
      -x265-params "log-level=none:pools=none:frame-threads=1:info=0:$parameters" "$@"
  }
  encode -f hevc "$out/$name.h265"
  encode -tag:v hvc1 "$tmp/$name.mp4"
  # The filter is named: left out, a first slice of 256 to 511 bytes is taken for a start code.
  "$ff" -v error -y -i "$tmp/$name.mp4" -c copy -bsf:v hevc_mp4toannexb -f hevc "$tmp/$name.h265"
  "$probe" -v error -show_entries packet=pts,dts,duration,flags -of csv=p=0 "$tmp/$name.mp4" \
    > "$tmp/$name.packets"
  "$probe" -v error -show_entries stream=width,height,r_frame_rate \
    -of csv=p=0 "$tmp/$name.mp4" > "$tmp/$name.stream"
  python3 - "$tmp/$name" "$out/$name.h265" "$tmp/$name.h265" "$tmp/$name.packets" "$out/$name.csv" <<'PY'
import re, sys
tmp, raw, mp4, packets, golden = sys.argv[1:]
slices = lambda p: [n for n in re.split(rb'\x00*\x00\x00\x01', open(p, 'rb').read())
                    if n and n[0] >> 1 < 32]
if slices(raw) != slices(mp4):
    sys.exit(raw + ': the two encodings differ')
rows = [line.strip().split(',')[:4] for line in open(packets)]
unit = min(int(r[2]) for r in rows)
first = min(int(r[0]) for r in rows)
whole = open(tmp + '.mp4', 'rb').read()
at = whole.index(b'hvcC')
with open(golden.replace('.csv', '.hvcc'), 'wb') as f:
    f.write(whole[at + 4:at - 4 + int.from_bytes(whole[at - 4:at], 'big')])
with open(golden, 'w') as f:
    f.write(open(tmp + '.stream').read())
    for pts, dts, _, flags in rows:
        f.write('%d,%d,%d\n' % ((int(pts) - first) // unit, (int(dts) - first) // unit, flags[0] == 'K'))
PY
}

kind bpyramid 128x72 25 40 yuv420p \
  "bframes=7:b-adapt=0:b-pyramid=1:keyint=20:min-keyint=20:scenecut=0:crf=44:repeat-headers=1"
kind opengop 128x72 30 36 yuv420p \
  "open-gop=1:bframes=3:b-adapt=0:keyint=12:min-keyint=12:scenecut=0:crf=44:repeat-headers=1"
kind aud-sei-hrd 128x72 25 14 yuv420p \
  "aud=1:hrd=1:vbv-maxrate=200:vbv-bufsize=200:bitrate=100:bframes=2:keyint=7:min-keyint=7:repeat-headers=1:hash=1"
kind slices 128x192 25 10 yuv420p \
  "slices=3:bframes=2:keyint=10:crf=46:wpp=1"
kind main10-hdr 128x72 24000/1001 12 yuv420p10le \
  "bframes=2:keyint=12:crf=44:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400:repeat-headers=1:sar=4\:3"
kind temporal-layers 128x72 25 24 yuv420p \
  "temporal-layers=1:bframes=3:b-adapt=0:keyint=12:min-keyint=12:scenecut=0:crf=44"
kind fields 128x36 50 16 yuv420p \
  "interlace=tff:bframes=2:keyint=8:min-keyint=8:scenecut=0:crf=44"
kind crop444 130x74 25 6 yuv444p "bframes=0:keyint=6:crf=46"
kind crop422-10 130x74 25 6 yuv422p10le "bframes=0:keyint=6:crf=46"
kind size-a 128x72 25 8 yuv420p "bframes=2:keyint=8:crf=44:repeat-headers=1"
kind size-b 64x64 25 8 yuv420p "bframes=2:keyint=8:crf=44:repeat-headers=1:ctu=16"
