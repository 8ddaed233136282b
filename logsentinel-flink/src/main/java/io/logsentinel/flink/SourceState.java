package io.logsentinel.flink;

/**
 * State of a source, as of its last window.
 *
 * @param baseline digest of the baseline that its session is of
 * @param windows windows so far
 * @param lines lines of findings so far
 * @param session what the session was saved as
 */
@SuppressWarnings("ArrayRecordComponent") // nobody changes or compares it
record SourceState(String baseline, long windows, long lines, byte[] session) {}
