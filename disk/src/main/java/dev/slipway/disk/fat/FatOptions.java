package dev.slipway.disk.fat;

/**
 * What a FAT volume is told beside its files.
 *
 * @param size of the volume in bytes, a multiple of 512: up to 8 MiB become FAT12, less than 512
 *     MiB FAT16, more FAT32
 * @param label up to 11 capital letters, digits, spaces and a few signs; empty for none
 * @param volumeId the serial number, unsigned, which Linux takes for the UUID
 * @param hiddenSectors how many sectors of the disk lie before the volume: the partition's start
 * @param time the label's time in seconds since 1970; files have their own
 */
public record FatOptions(long size, String label, int volumeId, long hiddenSectors, long time) {}
