package org.paraat.media.rtcp;

/**
 * What one receiver says of one stream (RFC 3550 6.4.1).
 *
 * @param ssrc of the stream that was received
 * @param fractionLost of the packets since the report before, in 256ths: 0-255
 * @param lost packets since the beginning; negative when copies came
 * @param highestSequence with the number of wraps in its upper half
 * @param jitter in units of the timestamp
 * @param lastReport the middle of the NTP time in the last sender report that came; 0: none did
 * @param delaySinceLast since that report came, in 65536ths of a second
 */
public record ReportBlock(
    int ssrc,
    int fractionLost,
    int lost,
    int highestSequence,
    int jitter,
    int lastReport,
    int delaySinceLast) {}
