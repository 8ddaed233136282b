/**
 * Our own files, one class each, which writes it and reads it back. An {@link java.io.IOException}
 * that says nothing of the file's content comes from the stream.
 */
package io.logsentinel.core.artifact;
