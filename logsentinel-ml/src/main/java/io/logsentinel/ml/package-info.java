/**
 * The isolation forest of Liu, Ting and Zhou (2008), with the semantics of scikit-learn.
 *
 * <p>Start at {@link io.logsentinel.ml.IsolationForest}: {@code fit} it on rows of numbers with
 * {@link io.logsentinel.ml.ForestOptions}, then score, decide and {@linkplain
 * io.logsentinel.ml.Explanation explain} rows. {@link io.logsentinel.ml.Reservoir} fits from a
 * stream in bounded memory. {@link io.logsentinel.ml.ForestFile} keeps a {@link
 * io.logsentinel.ml.ForestModel}: a forest with the names of its features.
 *
 * <p>A fitted forest is immutable and can be shared between threads. The same data, options and
 * seed give the same forest and the same scores to the last bit: at any number of threads, in any
 * locale, on any JDK.
 */
package io.logsentinel.ml;
