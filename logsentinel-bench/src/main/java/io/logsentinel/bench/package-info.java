/** Programs that measure; every one checks what it times before it times it. */
package io.logsentinel.bench;
