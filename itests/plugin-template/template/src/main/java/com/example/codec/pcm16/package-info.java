/**
 * The codec plugin {@code pcm16}: linear sound of 16 bits a sample, least significant byte first,
 * under the sample entry {@code ipcm} (ISO/IEC 23003-5). Nothing is exported: what the bundle
 * offers is a service.
 */
package com.example.codec.pcm16;
