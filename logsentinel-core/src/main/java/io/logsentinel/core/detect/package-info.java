/**
 * Words that every detector speaks: severity, decision, confidence, and the port for an outlier
 * model that gives a second opinion.
 */
package io.logsentinel.core.detect;
