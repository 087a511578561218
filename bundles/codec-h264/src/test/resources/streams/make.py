#!/usr/bin/env python3
"""Makes the streams here, and for each a table of what its frames are: make.py FOLDER-OF-FFMPEG

Every stream is encoded twice with the same settings, raw and straight into MP4, where the encoder
itself gives the times. The table is read out of the MP4 by ffprobe, in decoding order:
pts and dts in frame durations from the first pts, whether it is a key frame for the encoder, and
the MD5 of the coded slices. Streams from x264 by ffmpeg 8.0.1 (org.bytedeco:ffmpeg:8.0.1-1.5.13).
"""
import hashlib, json, os, struct, subprocess, sys, tempfile

TOOLS = sys.argv[1]
ENV = dict(os.environ, LD_LIBRARY_PATH=TOOLS)
SMALL = '96x80'
STREAMS = {
    # name: (size, frames, pixel format, x264 parameters, further options)
    'bframes': (SMALL, 30, 'yuv420p', 'bframes=3:b-adapt=0:b-pyramid=none:keyint=12:repeat-headers=1', []),
    'pyramid': (SMALL, 30, 'yuv420p', 'bframes=7:b-adapt=0:b-pyramid=normal:keyint=20', []),
    'slices': (SMALL, 20, 'yuv420p', 'slices=3:bframes=2:keyint=10', []),
    'audsei': (SMALL, 20, 'yuv420p', 'aud=1:nal-hrd=vbr:vbv-maxrate=100:vbv-bufsize=100:bitrate=50:pic-struct=1:bframes=2:keyint=8:repeat-headers=1', []),
    'opengop': (SMALL, 30, 'yuv420p', 'open-gop=1:bframes=3:b-adapt=0:keyint=10', []),
    'refresh': (SMALL, 30, 'yuv420p', 'intra-refresh=1:bframes=0:keyint=12', []),
    'baseline': (SMALL, 20, 'yuv420p', 'bframes=0:keyint=10', ['-profile:v', 'baseline']),
    'mbaff': ('96x96', 16, 'yuv420p', 'interlaced=1:tff=1:bframes=2:keyint=8', ['-flags', '+ilme+ildct']),
    'high422': (SMALL, 12, 'yuv422p10le', 'bframes=2:keyint=8', ['-profile:v', 'high422']),
    'high444': (SMALL, 12, 'yuv444p', 'bframes=2:keyint=8', []),
    'gray': (SMALL, 8, 'gray', 'bframes=0:keyint=4', []),
    'vui': ('86x74', 8, 'yuv420p', 'bframes=0:keyint=4', ['-vf', 'setsar=4/3,setparams=range=pc:color_primaries=bt709:color_trc=bt709:colorspace=bt709']),
    'ntsc': (SMALL, 12, 'yuv420p', 'bframes=2:keyint=8', ['-r', '30000/1001']),
}


def run(tool, *arguments):
    return subprocess.run([os.path.join(TOOLS, tool), '-v', 'error', *arguments],
                          env=ENV, check=True, stdout=subprocess.PIPE).stdout


def encode(target, form, size, frames, pixels, parameters, options):
    run('ffmpeg', '-y', '-f', 'lavfi', '-i', f'testsrc2=s={size}:r=25', '-frames:v', str(frames),
        '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', pixels, *options,
        '-x264-params', 'threads=1:scenecut=0:crf=40:' + parameters, '-f', form, target)


def table(mp4):
    packets = json.loads(run('ffprobe', '-show_packets', '-show_streams', '-of', 'json', mp4))
    stream = packets['streams'][0]
    base, rate = stream['time_base'].split('/'), stream['r_frame_rate'].split('/')
    step = int(base[1]) * int(rate[1]) // int(rate[0])
    packets = packets['packets']
    first = min(p['pts'] for p in packets)
    data = open(mp4, 'rb').read()
    lines = []
    for p in packets:
        at, end, slices = int(p['pos']), int(p['pos']) + int(p['size']), hashlib.md5()
        while at < end:
            length, = struct.unpack_from('>I', data, at)
            if data[at + 4] & 31 in (1, 5):
                slices.update(data[at + 4:at + 4 + length])
            at += 4 + length
        key = 'key' if 'K' in p['flags'] else '-'
        lines.append(f"{(p['pts'] - first) // step},{(p['dts'] - first) // step},{key},{slices.hexdigest()}")
    return lines


for name, settings in STREAMS.items():
    encode(name + '.h264', 'h264', *settings)
    with tempfile.TemporaryDirectory() as folder:
        mp4 = os.path.join(folder, 'straight.mp4')
        encode(mp4, 'mp4', *settings)
        with open(name + '.csv', 'w') as out:
            out.write('pts,dts,key,slices\n' + '\n'.join(table(mp4)) + '\n')
