#!/bin/sh
# Makes the clips of the built-in capture device, and the index of each: one line for every access
# unit, with its size and whether it is a sync picture, as the encoder delivered it. Needs ffmpeg and
# ffprobe with libx264 and libx265; the committed clips come from FFmpeg 5.1.9, x264 164, x265 3.5.
#
# Both clips are what a camera gives: 60 pictures at 30 a second, a closed group of 30, parameter
# sets in front of every IDR picture, no picture out of order, no encoder banner. Clock and picture
# number are burnt in by testsrc2.
set -eu
cd "$(dirname "$0")/src/main/resources/io/boxwire/device/k230/internal/builtin"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source="-f lavfi -i testsrc2=size=1280x720:rate=30:duration=2 -pix_fmt yuv420p"

# shellcheck disable=SC2086 # the source is several words
ffmpeg -v error -y $source -c:v libx264 -preset veryslow -profile:v high -crf 38 \
  -x264-params keyint=30:min-keyint=30:scenecut=0:bframes=0:ref=1:threads=1:repeat-headers=1 \
  -bsf:v filter_units=remove_types=6 "$work/h264.nut"
# shellcheck disable=SC2086
ffmpeg -v error -y $source -c:v libx265 -preset slow -crf 38 \
  -x265-params keyint=30:min-keyint=30:scenecut=0:open-gop=0:bframes=0:ref=1:info=0:repeat-headers=1:pools=none:frame-threads=1:log-level=error \
  "$work/h265.nut"

# NUT keeps byte streams as they are, and the borders between access units.
for codec in h264 h265; do
  ffmpeg -v error -y -i "$work/$codec.nut" -c copy -f "$(echo $codec | sed s/h265/hevc/)" "clip.$codec"
  ffprobe -v error -show_entries packet=size,flags -of csv=p=0 "$work/$codec.nut" |
    sed 's/K.*$/sync/; s/_.*$/delta/' >"clip.$codec.csv"
done
