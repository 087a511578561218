#!/bin/sh
# Makes the clips of the built-in capture device, and the index of each: one line for every access
# unit, with its size and whether it is a sync picture, as the encoder delivered it. Needs ffmpeg and
# ffprobe with libx264 and libx265; the committed clips come from FFmpeg 5.1.9, x264 164, x265 3.5.
#
# Both clips are four closed groups, in the order of Clip.Group: three white pictures and the test
# pattern; the test pattern alone; twice, one white picture and the test pattern. They are what a
# camera gives: parameter sets in front of every IDR picture, no picture out of order, no encoder
# banner. Clock and picture number are burnt in by testsrc2; they count from the group's beginning.
set -eu
cd "$(dirname "$0")/src/main/resources/io/boxwire/device/k230/internal/builtin"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# group PICTURES WHITE: a source of so many pictures, of which so many are white at first.
group() {
  printf "testsrc2=size=1280x720:rate=30,trim=end_frame=%d," "$1"
  printf "drawbox=thickness=fill:color=white:enable='lt(n,%d)',format=yuv420p" "$2"
}
source="$(group 62 3)[a];$(group 62 0)[b];$(group 22 1)[c];$(group 22 1)[d];[a][b][c][d]concat=n=4"
first_pictures="expr:eq(n,0)+eq(n,62)+eq(n,124)+eq(n,146)"

# The frame rate that the stream itself tells is not to be relied on: the device plays at any.
ffmpeg -v error -y -f lavfi -i "$source" -force_key_frames "$first_pictures" -forced-idr 1 \
  -c:v libx264 -preset veryslow -profile:v high -crf 46 \
  -x264-params keyint=infinite:scenecut=0:bframes=0:ref=1:threads=1:repeat-headers=1 \
  -bsf:v filter_units=remove_types=6,h264_metadata=fixed_frame_rate_flag=0 "$work/h264.nut"
ffmpeg -v error -y -f lavfi -i "$source" -force_key_frames "$first_pictures" -forced-idr 1 \
  -c:v libx265 -preset slow -crf 40 \
  -x265-params keyint=-1:scenecut=0:open-gop=0:bframes=0:ref=1:info=0:repeat-headers=1:pools=none:frame-threads=1:log-level=error \
  "$work/h265.nut"

# NUT keeps byte streams as they are, and the borders between access units.
for codec in h264 h265; do
  ffmpeg -v error -y -i "$work/$codec.nut" -c copy -f "$(echo $codec | sed s/h265/hevc/)" "clip.$codec"
  ffprobe -v error -show_entries packet=size,flags -of csv=p=0 "$work/$codec.nut" |
    sed 's/K.*$/sync/; s/_.*$/delta/' >"clip.$codec.csv"
done
