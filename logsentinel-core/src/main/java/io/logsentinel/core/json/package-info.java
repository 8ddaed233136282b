/** Small JSON documents, by the strict grammar. */
package io.logsentinel.core.json;
