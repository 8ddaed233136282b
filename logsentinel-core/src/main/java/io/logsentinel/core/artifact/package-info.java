/** Our own files, one class each, which writes it and reads it back. */
package io.logsentinel.core.artifact;
