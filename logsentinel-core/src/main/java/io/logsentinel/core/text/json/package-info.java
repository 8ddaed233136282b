/** Members of JSON objects, found by name. Not part of the public interface. */
package io.logsentinel.core.text.json;
