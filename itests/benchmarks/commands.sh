#!/usr/bin/env bash
# Times whole commands of Boxwire against cp and ffmpeg on the same bytes, in pairs, one after the other.
#
#   commands.sh [-n PAIRS] [-s SECONDS] [-d FOLDER] [JOB ...]
#
#   PAIRS    how often each command runs; 15 by default
#   SECONDS  media time; 2120 by default, about 1 GB of 720p H.264
#   FOLDER   where the files lie; a folder in /dev/shm by default, so that no disk is measured
#   JOB      mux-h264 mux-h265 fmux-h264 mux-av remux demux; all of them by default
#
#   FFMPEG     the ffmpeg to compare with; from PATH by default
#   JAVA_HOME  the Java that runs Boxwire
#
# The media are a real encoder's output (libx264, libx265, from $FFMPEG), looped. In each round every contender runs once, with
# its output removed before; the order within a round turns. Wall time and processor time are printed as
# minimum, median and maximum, and the median of the ratio to cp of the same round. Before that, Boxwire's
# output is held against ffmpeg's: the same slices and audio samples in the same order.
set -euo pipefail

pairs=15 seconds=2120 folder=
while getopts n:s:d: option; do
  case $option in
    n) pairs=$OPTARG ;;
    s) seconds=$OPTARG ;;
    d) folder=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
jobs=("$@")
((${#jobs[@]})) || jobs=(mux-h264 mux-h265 fmux-h264 mux-av remux demux)

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
boxwire=$(cd -- "$here/../.." && pwd)/runtime/boxwire
ffmpeg=${FFMPEG:-ffmpeg}
command -v "$ffmpeg" >/dev/null || { echo "no ffmpeg: set FFMPEG" >&2; exit 1; }
if [[ -z $folder ]]; then
  folder=$(mktemp -d /dev/shm/boxwire-bench.XXXXXX)
  trap 'rm -rf "$folder"' EXIT
fi
cd "$folder"

# --- Media ------------------------------------------------------------------------------------

f() { "$ffmpeg" -hide_banner -v error -y "$@" </dev/null; }
loop() { # SEED SECONDS-OF-SEED OUT
  [[ -s $3 ]] || for ((i = 0; i < seconds / $2; i++)); do cat "$1"; done >"$3"
}
need_h264() {
  [[ -s seed.h264 ]] || f -f lavfi -i "testsrc2=s=1280x720:r=25:d=20,noise=alls=12:allf=t" -c:v libx264 -profile:v main \
    -preset veryfast -bf 0 -g 50 -keyint_min 50 -sc_threshold 0 -b:v 4M -maxrate 5M -bufsize 8M \
    -x264-params repeat-headers=1 -pix_fmt yuv420p -f h264 seed.h264
  loop seed.h264 20 in.h264
}
need_h265() {
  [[ -s seed.h265 ]] || f -f lavfi -i "testsrc2=s=1920x1080:r=25:d=10,noise=alls=8:allf=t" -c:v libx265 -preset ultrafast \
    -x265-params "log-level=error:bframes=0:keyint=50:min-keyint=50:scenecut=0:repeat-headers=1:no-open-gop=1:bitrate=4000" \
    -pix_fmt yuv420p -f hevc seed.h265
  loop seed.h265 10 in.h265
}
need_alaw() {
  [[ -s in.alaw ]] || f -f lavfi -i "sine=f=440:r=8000:d=$seconds" -ac 1 -c:a pcm_alaw -f alaw in.alaw
}
need_mp4() {
  need_h264
  [[ -s in.mp4 ]] || f -r 25 -i in.h264 -c copy in.mp4 2>/dev/null
}

# --- Contenders -------------------------------------------------------------------------------

# Each job names its input for cp, and what the two programs run.
prepare() {
  case $1 in
    mux-h264 | fmux-h264) need_h264; input=in.h264 ;;
    mux-h265) need_h265; input=in.h265 ;;
    mux-av) need_h264; need_alaw; input=in.h264 ;;
    remux | demux) need_mp4; input=in.mp4 ;;
    *) echo "unknown job $1" >&2; exit 2 ;;
  esac
}
run_cp() { cp "$input" out.copy; }
run_boxwire() {
  case $1 in
    mux-h264) "$boxwire" mux -q -o out.mp4 --video in.h264,fps=25 ;;
    mux-h265) "$boxwire" mux -q -o out.mp4 --video in.h265,fps=25 ;;
    fmux-h264) "$boxwire" mux -q -o out.mp4 --layout fragmented --video in.h264,fps=25 ;;
    mux-av) "$boxwire" mux -q -o out.mp4 --video in.h264,fps=25 --audio in.alaw,codec=g711a ;;
    remux) "$boxwire" remux -q in.mp4 out.mp4 ;;
    demux) "$boxwire" demux -q in.mp4 --track 1 -o out.h264 ;;
  esac
}
run_ffmpeg() {
  case $1 in
    mux-h264) f -r 25 -i in.h264 -c copy out.mp4 2>/dev/null ;;
    mux-h265) f -r 25 -i in.h265 -c copy out.mp4 2>/dev/null ;;
    fmux-h264) f -r 25 -i in.h264 -c copy -movflags frag_keyframe+empty_moov+default_base_moof out.mp4 2>/dev/null ;;
    mux-av) f -r 25 -i in.h264 -f alaw -ar 8000 -ac 1 -i in.alaw -c copy -f mov out.mp4 2>/dev/null ;;
    remux) f -i in.mp4 -c copy out.mp4 ;;
    demux) f -i in.mp4 -c copy -f h264 out.h264 ;;
  esac
}

# The slices and audio samples of an output. The two programs have parameter sets in different places.
content() { # JOB FILE
  local bsf=h264_mp4toannexb,filter_units=pass_types=1-5 format=h264
  if [[ $1 == *h265 ]]; then bsf=hevc_mp4toannexb,filter_units=pass_types=0-31 format=hevc; fi
  f -i "$2" -map 0:v -c copy -bsf:v "$bsf" -f $format - 2>/dev/null | sha256sum
  if [[ $1 == *av ]]; then f -i "$2" -map 0:a -c copy -f alaw - | sha256sum; fi
}
check() { # JOB
  local contender file
  for contender in ffmpeg boxwire; do
    rm -f out.*
    "run_$contender" "$1" 2>/dev/null
    for file in out.*; do content "$1" "$file"; done >"content.$contender"
  done
  cmp -s content.ffmpeg content.boxwire || { echo "$1: the outputs differ" >&2; exit 1; }
}

# --- Rounds -----------------------------------------------------------------------------------

TIMEFORMAT='%R %U %S'
measure() { # JOB CONTENDER; prints wall and processor seconds
  rm -f out.*
  { time "run_$2" "$1" >&3 2>&4; } 3>/dev/null 4>errors 2>line || { cat errors >&2; exit 1; }
  tail -n 1 line | awk '{ print $1, $2 + $3 }'
}

summary() { # of a column of numbers: minimum, median, maximum
  sort -n | awk '{ v[NR] = $1 } END { print v[1], (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2, v[NR] }'
}

"$ffmpeg" -version | head -n 1
"$boxwire" --version
printf '%d processors, %s pairs, %s s of media, in %s\n\n' "$(nproc)" "$pairs" "$seconds" "$(df --output=fstype . | tail -n 1)"
printf '%-10s %-8s %26s %26s %20s\n' job command 'wall s (min median max)' 'cpu s (min median max)' 'wall/cp (median)'
for job in "${jobs[@]}"; do
  prepare "$job"
  rm -f times.*
  check "$job"
  contenders=(cp boxwire ffmpeg)
  for contender in "${contenders[@]}"; do measure "$job" "$contender" >/dev/null; done # warm up
  for ((round = 0; round < pairs; round++)); do
    for ((k = 0; k < 3; k++)); do
      contender=${contenders[$(((round + k) % 3))]}
      measure "$job" "$contender" >>"times.$contender"
    done
  done
  for contender in "${contenders[@]}"; do
    wall=$(cut -d' ' -f1 "times.$contender" | summary)
    cpu=$(cut -d' ' -f2 "times.$contender" | summary)
    ratio=$(paste -d' ' "times.$contender" times.cp | awk '{ print $1 / $3 }' | summary)
    # shellcheck disable=SC2086 # each summary is three words
    printf '%-10s %-8s %8.3f %8.3f %8.3f %8.3f %8.3f %8.3f %6.2f (%.2f-%.2f)\n' "$job" "$contender" $wall $cpu \
      $(echo $ratio | awk '{ print $2, $1, $3 }')
  done
  faster=$(paste -d' ' times.boxwire times.ffmpeg | awk '$1 < $3 { n++ } END { print n + 0 }')
  printf '%-10s boxwire was faster than ffmpeg in %d of %d rounds\n\n' "$job" "$faster" "$pairs"
  rm -f out.*
done
