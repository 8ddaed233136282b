package io.logsentinel.flink;

import io.logsentinel.core.window.Window;
import java.util.Optional;

/**
 * A record of a file of flows: one of its windows, or its end.
 *
 * @param path of the file: what it is keyed by
 * @param source name of the file, as findings carry it
 * @param window the next window; empty at the end of the file
 * @param text of a window its profile, as a line of JSON; of the end the account of the file's rows
 *     that cannot be read, an object of JSON a line
 * @param leftOver flows after the last window; 0 before the end
 */
record FileEvent(String path, String source, Optional<Window> window, byte[] text, long leftOver) {}
