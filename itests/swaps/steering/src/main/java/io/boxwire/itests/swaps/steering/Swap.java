package io.boxwire.itests.swaps.steering;

/**
 * A swap that was made.
 *
 * @param part the part
 * @param revision the number of its new revision
 * @param offers how many frames were offered while there was none
 * @param away from the call that stopped the old revision to the first work of the new one, ns
 * @param waited of that, how long a frame was waited for while there was none, ns
 * @param held from the offer of the first frame meanwhile to the first work of the new one, without
 *     the waiting, ns
 * @param begun from the call that started the new one to its first work, ns
 */
record Swap(Part part, int revision, long offers, long away, long waited, long held, long begun) {}
