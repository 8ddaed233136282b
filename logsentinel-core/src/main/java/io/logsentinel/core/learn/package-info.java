/**
 * Baselines that live: learned file by file, from windows that do not alarm, with what is old
 * forgotten where that is asked for.
 */
package io.logsentinel.core.learn;
